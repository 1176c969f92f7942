"""Decisions of reviewers: put a person on, pass them over, keep them, remove them. Nothing else puts anybody on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.forecast.harm.gate import require_work
from daybook.forecast.harm.kinds import ROW_ENTERED, ROW_KEPT, ROW_PASSED
from daybook.forecast.harm.leaving import LARGEST_REASON, leave
from daybook.forecast.harm.models import HarmList, HarmReview, HarmRow, Kind, Left, RowState
from daybook.forecast.harm.queries.evidence import eligible, evidence_of, wanted_of
from daybook.forecast.harm.reckoning import Line, reckon
from daybook.nominals.queries.persons import oldest_of, people_of
from daybook.records.models import Person

LETTERS = {Kind.VICTIMS: "V", Kind.OFFENDERS: "O"}


def put_on(caller: Caller, harm_list: HarmList, person: Person, reason: str) -> HarmRow:
    """The row. ValueError says why the person cannot be put on, or what is missing."""
    require_work(caller, harm_list)
    why = _stated(reason)
    with transaction.atomic():
        held = HarmList.objects.select_for_update().get(pk=harm_list.pk)
        lines = _refuse_unfit(held, person)
        on = held.rows.filter(state=RowState.ON).count()
        if on >= held.size_limit:
            raise ValueError(
                f"The list is full: {on} of {held.size_limit}, as many as can be reviewed in time. Remove somebody"
                " first."
            )
        now = timezone.now()
        due = timezone.localdate(now) + timedelta(days=held.review_days)
        row = _row(caller, held, person, why)
        row.state, row.entered_at, row.review_due = RowState.ON, now, due
        take_evidence(row, lines)
        with writing(ROW_ENTERED, caller.author, row) as page:
            page.save(held)
            return page.save(row)


def pass_over(caller: Caller, harm_list: HarmList, person: Person, reason: str) -> HarmRow:
    """Not put on; the person is offered again once there is new evidence. ValueError as in `put_on`."""
    require_work(caller, harm_list)
    why = _stated(reason)
    with transaction.atomic():
        held = HarmList.objects.select_for_update().get(pk=harm_list.pk)
        _refuse_unfit(held, person)
        row = _row(caller, held, person, why)
        row.state = RowState.PASSED
        with writing(ROW_PASSED, caller.author, row) as page:
            page.save(held)
            return page.save(row)


def review_row(caller: Caller, row: HarmRow, keep: bool, reason: str) -> HarmRow:
    """Keep until the next review, or remove at once. ValueError says what is missing."""
    require_work(caller, row.harm_list)
    why = _stated(reason)
    if not keep:
        return leave(caller, row, Left.REVIEWED, why)
    with writing(ROW_KEPT, caller.author, row) as page:
        held = HarmRow.objects.select_for_update().get(pk=row.pk)
        if held.state != RowState.ON:
            raise ValueError("This person is not on the list any more.")
        lines = evidence_of([held.person_id], wanted_of(held.harm_list))[held.person_id]
        if reckon(lines).events < held.harm_list.least_events:
            raise ValueError("Too little of the evidence is left to keep this person. Remove them.")
        due = timezone.localdate() + timedelta(days=held.harm_list.review_days)
        held.review_due = due
        take_evidence(held, lines)
        by, now = caller.author.user, timezone.now()
        page.save(held)
        page.save(HarmReview(row=held, by=by, at=now, kept=True, reason=why, next_due=due))
    return held


def take_evidence(row: HarmRow, lines: list[Line]) -> None:
    """Keep with the row what it rests on."""
    row.weights = wanted_of(row.harm_list).weights.version
    row.evidence = as_kept(lines)


def as_kept(lines: list[Line]) -> list[dict[str, Any]]:
    """Lines as the row and its entry hold them."""
    return [
        {
            "event": line.event.hex,
            "number": line.number,
            "on": line.on.isoformat(),
            "code": line.code,
            "offence": line.offence,
            "basis": line.basis,
            "days": line.days,
        }
        for line in lines
    ]


def _row(caller: Caller, harm_list: HarmList, person: Person, why: str) -> HarmRow:
    """A row with the next reference of the list, which has to be saved with it."""
    harm_list.drawn += 1
    return HarmRow(
        harm_list=harm_list,
        person=person,
        reference=f"{LETTERS[Kind(harm_list.kind)]}{harm_list.number}-{harm_list.drawn:04d}",
        reason=why,
        decided_by=caller.author.user,
        decided_at=timezone.now(),
    )


def _refuse_unfit(harm_list: HarmList, person: Person) -> list[Line]:
    """The evidence of somebody who may be put on. ValueError says why not."""
    same = people_of(person.pk) or [person.pk]
    if oldest_of([person.pk]).get(person.pk, person.pk) != person.pk:
        raise ValueError("This record is joined to an older one of the same person. Go there.")
    if harm_list.rows.filter(person__in=same, state=RowState.ON).exists():
        raise ValueError("This person is on the list already.")
    wanted = wanted_of(harm_list)
    if not eligible([person.pk], wanted):
        raise ValueError(
            "This person cannot be on this list: unknown, dead, on a record that is not open, or not known to be 18."
        )
    lines = evidence_of([person.pk], wanted)[person.pk]
    if reckon(lines).events < harm_list.least_events:
        raise ValueError(
            f"There are fewer than {harm_list.least_events} events on record in the last {harm_list.window_days} days."
        )
    return lines


def _stated(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise ValueError("Give the reason: it stands in the book beside the decision.")
    if len(why) > LARGEST_REASON:
        raise ValueError(f"Reason: write at most {LARGEST_REASON} signs.")
    return why
