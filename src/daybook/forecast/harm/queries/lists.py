"""What pages and copies read of lists. Rows come with the evidence as it is on record now, not as it was entered."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.forecast.harm.gate import OPEN, SEE, require_see
from daybook.forecast.harm.models import HarmList, HarmMember, HarmRow, RowState
from daybook.forecast.harm.queries.evidence import all_evidence, eligible, evidence_of, wanted_of
from daybook.forecast.harm.reckoning import Figure, Line, Place, places, reckon
from daybook.nominals.queries.persons import oldest_of
from daybook.records.models import Person
from daybook.records.queries.filter import visible

MOST_CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A row as it stands now. `person` is None where the caller may not see them: that there is a row is no secret."""

    row: HarmRow
    person: Person | None
    lines: list[Line]
    figure: Figure
    place: Place
    overdue: bool
    enough: bool
    """Whether the evidence that is left is enough; where not, the row leaves at the next round."""

    @property
    def latest(self) -> date | None:
        return self.lines[-1].on if self.lines else None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be put on, for a reviewer to look at; nothing puts them on."""

    person: Person
    lines: list[Line]
    figure: Figure


def lists_for(caller: Caller) -> QuerySet[HarmList]:
    """The lists in which the caller is named; who may open lists sees the heads of all."""
    every = HarmList.objects.all()
    if not allowed(caller, SEE) or caller.user is None:
        return every.none()
    if allowed(caller, OPEN):
        return every
    named = HarmMember.objects.filter(user=caller.user.pk, ended_at=None).values("harm_list")
    return every.filter(Q(owner=caller.user.pk) | Q(pk__in=named))


def listed(caller: Caller, harm_list: HarmList) -> list[Listed]:
    """The rows on the list, the most days first. Refuses as `require_see` does."""
    require_see(caller, harm_list)
    rows = list(harm_list.rows.filter(state=RowState.ON))
    ids = [row.person_id for row in rows]
    evidence = evidence_of(ids, wanted_of(harm_list))
    seen = visible(caller, Person).in_bulk(ids)
    figures = [reckon(evidence[one]) for one in ids]
    today = timezone.localdate()
    found = [
        Listed(
            row=row,
            person=seen.get(row.person_id),
            lines=evidence[row.person_id],
            figure=figure,
            place=place,
            overdue=row.review_due is not None and row.review_due < today,
            enough=figure.events >= harm_list.least_events,
        )
        for row, figure, place in zip(rows, figures, places(figures), strict=True)
    ]
    return sorted(found, key=lambda one: (-one.figure.days, -one.figure.events, one.row.reference))


def candidates(caller: Caller, harm_list: HarmList) -> list[Candidate]:
    """Those with enough evidence about whom nobody has decided since, the most days first."""
    require_see(caller, harm_list)
    wanted = wanted_of(harm_list)
    evidence = all_evidence(wanted)
    enough = {one: lines for one, lines in evidence.items() if reckon(lines).events >= harm_list.least_events}
    decided = _decided(harm_list)
    waiting = [one for one, lines in enough.items() if _is_new(lines, decided.get(one))]
    ranked = sorted(waiting, key=lambda one: _order(enough[one], one))
    return _seen(caller, ranked, enough, eligible(waiting, wanted))


def _seen(
    caller: Caller, ranked: list[UUID], evidence: dict[UUID, list[Line]], fit: Collection[UUID]
) -> list[Candidate]:
    first = [one for one in ranked if one in fit][:MOST_CANDIDATES]
    seen = visible(caller, Person).in_bulk(first)
    return [Candidate(seen[one], evidence[one], reckon(evidence[one])) for one in first if one in seen]


def _order(lines: list[Line], person: UUID) -> tuple[float, int, UUID]:
    figure = reckon(lines)
    return -figure.days, -figure.events, person


def _decided(harm_list: HarmList) -> dict[UUID, HarmRow]:
    """The latest decision about each person, by their oldest record."""
    rows = list(harm_list.rows.order_by("decided_at", "pk"))
    leads = oldest_of({row.person_id for row in rows})
    found: dict[UUID, HarmRow] = {}
    for row in rows:
        key = leads.get(row.person_id, row.person_id)
        if key not in found or found[key].state != RowState.ON:
            found[key] = row
    return found


def _is_new(lines: list[Line], decided: HarmRow | None) -> bool:
    """Whether something was recorded since the decision."""
    if decided is None:
        return True
    return decided.state != RowState.ON and any(line.recorded_at > decided.decided_at for line in lines)
