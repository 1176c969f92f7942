"""What a list does by itself: rows leave whose evidence is gone, whose review nobody did, or who may not be on it.

It never puts anybody on. It works on closed lists too: that a list may not be looked at keeps nobody on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.forecast.harm.actions.review import as_kept
from daybook.forecast.harm.kinds import ROW_RECKONED
from daybook.forecast.harm.leaving import leave, recall
from daybook.forecast.harm.models import HarmList, HarmRow, Left, RowState
from daybook.forecast.harm.queries.evidence import Evidence, Wanted, eligible, evidence_of, wanted_of
from daybook.forecast.harm.reckoning import Line, reckon
from daybook.nominals.queries.persons import oldest_of

RECKONED = frozenset({"events", "latest", "days", "error"})
"""Fields of a copy that follow from the evidence."""


def go_over(harm_list: HarmList, caller: Caller, rows: Iterable[HarmRow] | None = None) -> int:
    """Go over the rows (all, unless given) that are on the list; how many have left."""
    on = list(harm_list.rows.filter(state=RowState.ON)) if rows is None else list(rows)
    wanted = wanted_of(harm_list)
    evidence = evidence_of([row.person_id for row in on], wanted)
    left = 0
    for row, why, words in _leaving(harm_list, on, evidence, wanted):
        leave(caller, row, why, words)
        left += 1
    stay = set(harm_list.rows.filter(state=RowState.ON).values_list("pk", flat=True))
    for row in on:
        if row.pk in stay:
            _reckon_anew(caller, row, evidence[row.person_id], wanted)
    return left


def overdue_since(harm_list: HarmList, today: date) -> date:
    """Rows whose review was due before this day leave."""
    return today - timedelta(days=harm_list.grace_days)


def _leaving(
    harm_list: HarmList, rows: list[HarmRow], evidence: Evidence, wanted: Wanted
) -> Iterator[tuple[HarmRow, Left, str]]:
    people = [row.person_id for row in rows]
    fit, leads, taken = eligible(people, wanted), oldest_of(people), _first_rows(harm_list)
    last_day = overdue_since(harm_list, timezone.localdate())
    for row in rows:
        figure = reckon(evidence[row.person_id])
        if taken.get(leads.get(row.person_id, row.person_id), row.pk) != row.pk:
            yield row, Left.SAME, "Two rows turned out to be one person. The older row stays."
        elif row.person_id not in fit:
            yield row, Left.PERSON, Left.PERSON.label + "."
        elif figure.events < harm_list.least_events:
            words = f"{figure.events} of at least {harm_list.least_events} events are left in the time that counts."
            yield row, Left.EVIDENCE, words
        elif row.review_due and row.review_due < last_day:
            yield row, Left.OVERDUE, f"The review due on {row.review_due:%-d %B %Y} was not done."


def _first_rows(harm_list: HarmList) -> dict[UUID, UUID]:
    """The oldest row of each person on the list, by the oldest record of the person."""
    rows = list(harm_list.rows.filter(state=RowState.ON).order_by("entered_at", "pk"))
    leads = oldest_of([row.person_id for row in rows])
    first: dict[UUID, UUID] = {}
    for row in rows:
        first.setdefault(leads.get(row.person_id, row.person_id), row.pk)
    return first


def _reckon_anew(caller: Caller, row: HarmRow, lines: list[Line], wanted: Wanted) -> None:
    if (row.evidence, row.weights) == (as_kept(lines), wanted.weights.version):
        return
    with transaction.atomic():
        held = HarmRow.objects.select_for_update().filter(pk=row.pk, state=RowState.ON).first()
        if held is None:  # it left meanwhile, and its evidence with it
            return
        _keep(caller, held, lines, wanted)


def _keep(caller: Caller, held: HarmRow, lines: list[Line], wanted: Wanted) -> None:
    with writing(ROW_RECKONED, caller.author, held) as page:
        undone = _undone(held, lines, wanted)
        held.evidence, held.weights = as_kept(lines), wanted.weights.version
        page.save(held)
        if undone:
            recall(page, held, RECKONED)


def _undone(row: HarmRow, lines: list[Line], wanted: Wanted) -> bool:
    """Whether something that counted counts no more, other than for its age."""
    left, since = {line.event.hex for line in lines}, wanted.since.isoformat()
    return any(one["event"] not in left and one["on"] >= since for one in row.evidence)
