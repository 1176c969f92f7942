"""Filing what came of the tries: rows, references and entries of one batch in one transaction."""

from __future__ import annotations

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from daybook.book.asked import asked
from daybook.book.author import system as system_author
from daybook.book.changed import write
from daybook.book.pages import Line, append_many
from daybook.legacy import kinds
from daybook.legacy.engine import breaker
from daybook.legacy.engine.claim import in_order, locked, still_held
from daybook.legacy.engine.erased import as_wanted, file_erased
from daybook.legacy.engine.ports import OldSystem, Outcome
from daybook.legacy.engine.prepare import NOT_FOR_IT
from daybook.legacy.engine.returned import file_returned
from daybook.legacy.models import UNFINISHED, Breaker, Delivery, Reference, State
from daybook.legacy.switch.left_out import OURS_ONLY, LeftOut

log = logging.getLogger(__name__)
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(minutes=5)
COLUMNS = (
    "state", "next_try_at", "lease_holder", "attempts", "exposed", "reference", "code", "field", "reason",
    "remedy", "sent_at", "confirmed_at", "finished_at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Result:
    """`first`: no earlier try may have arrived. `at`: when it was handed over."""

    row: Delivery
    outcome: Outcome
    first: bool
    at: datetime


def file_results(
    system: OldSystem, holder: str, results: Sequence[Result], now: datetime, rng: random.Random, clean: bool
) -> None:
    """Write down everything that this batch came to; what lost its lease is left to its new holder."""
    with transaction.atomic():
        held = still_held([result.row for result in results], holder)
        mine = _unless_turned_back(
            system, [_as_wanted(system, each) for each in results if each.row.id in held]
        )
        lines = [line for result in mine for line in _settle(system, result, now, rng)]
        write([result.row for result in mine], COLUMNS)
        finish(system, [(result.row, result.outcome) for result in mine], now)
        lines += _supersede_refused(system, mine, now)
        lines += _move_breaker(system, mine, now, rng, clean)
        append_many(lines)


def _as_wanted(system: OldSystem, result: Result) -> Result:
    outcome = as_wanted(system, result.row, result.outcome)
    return result if outcome is result.outcome else replace(result, outcome=outcome)


def _unless_turned_back(system: OldSystem, results: list[Result]) -> list[Result]:
    """What was to be left out is sent after all where its function was turned back meanwhile."""
    if all(result.outcome.code != OURS_ONLY for result in results):
        return results
    locked(system.name)
    left_out, again = LeftOut(system.name), Outcome("skipped", reached=False)
    return [
        replace(result, outcome=again)
        if result.outcome.code == OURS_ONLY and result.row.report not in left_out
        else result
        for result in results
    ]


def finish(system: OldSystem, settled: Sequence[tuple[Delivery, Outcome]], now: datetime) -> None:
    """Keep references and hand back identifiers of what was confirmed."""
    confirmed = [(row, outcome) for row, outcome in settled if outcome.state == "confirmed"]
    given = {(row.record_type, row.record_id): row for row, _ in confirmed if row.reference}
    Reference.objects.bulk_create(
        [
            Reference(
                system=system.name,
                record_type=kind,
                record_id=record_id,
                reference=row.reference,
                given_at=now,
            )
            for (kind, record_id), row in sorted(given.items(), key=lambda each: each[0])
        ],
        update_conflicts=True,
        unique_fields=["system", "record_type", "record_id"],
        update_fields=["reference", "given_at"],
    )
    for row, outcome in confirmed:
        if outcome.returned:
            file_returned(system, row, outcome.returned, now)
    file_erased(confirmed, now)


def _settle(system: OldSystem, result: Result, now: datetime, rng: random.Random) -> list[Line]:
    """Set the row as its outcome says; give the entries to write."""
    row, outcome = result.row, result.outcome
    row.lease_holder = ""
    if outcome.state == "skipped":
        return _not_sent(row, outcome, now)
    lines = []
    if outcome.reached and not (outcome.found and row.sent_at):
        lines.append(line(kinds.RESENT if row.sent_at else kinds.SENT, row, at=result.at))
        row.sent_at = row.sent_at or result.at
    elif result.first:
        row.exposed = False
    return lines + settle_answer(system, row, outcome, now, rng)


def settle_answer(
    system: OldSystem, row: Delivery, outcome: Outcome, now: datetime, rng: random.Random
) -> list[Line]:
    """The same for an answer that came at once and one that came later."""
    row.code, row.field = outcome.code[:40], outcome.field[:120]
    row.reason, row.remedy = outcome.reason[:500], outcome.remedy[:500]
    if outcome.state == "confirmed":
        row.state, row.reference = State.CONFIRMED, outcome.reference[:120]
        row.confirmed_at = row.finished_at = now
        return [line(kinds.CONFIRMED, row, reference=row.reference)]
    if outcome.state == "accepted":
        row.state, row.next_try_at = State.SENT, now + system.repeat_after
        return []
    if outcome.state == "refused" and not outcome.temporary:
        row.state, row.finished_at = State.REFUSED, now
        return [line(kinds.REFUSED, row, code=row.code, field=row.field)]
    row.state, row.next_try_at = State.WAITING, now + backoff(row.attempts, outcome.retry_after, rng)
    return []


def backoff(attempts: int, asked: float | None, rng: random.Random) -> timedelta:
    """Exponential with full jitter and a ceiling; never sooner than the system asked for."""
    ceiling: timedelta = min(FIRST_WAIT * 2 ** min(max(attempts - 1, 0), 12), LONGEST_WAIT)
    return max(ceiling * rng.random(), timedelta(seconds=asked or 0))


def _not_sent(row: Delivery, outcome: Outcome, now: datetime) -> list[Line]:
    if outcome.code in (NOT_FOR_IT, OURS_ONLY):
        row.code = OURS_ONLY if outcome.code == OURS_ONLY else ""
        row.state, row.reason, row.finished_at = State.NOT_WANTED, outcome.reason, now
        return [line(kinds.NOT_WANTED, row)]
    row.state, row.next_try_at = (State.WAITING if row.sent_at else State.DUE), now
    row.attempts = max(0, row.attempts - 1)
    return []


def _supersede_refused(system: OldSystem, results: Sequence[Result], now: datetime) -> list[Line]:
    """A newer version that was taken, or is known needless, ends the older ones still on the desk.

    Parts, such as the entries of a custody record, are no versions of one another: each stays until it is taken.
    """
    taken = [r.row for r in results if r.row.state in (State.CONFIRMED, State.SENT) and not r.row.part_id]
    newer = {row.record_id: row.seq for row in taken}
    if not newer:
        return []
    refused = _refused(name=system.name, records=list(newer))
    return supersede([row for row in refused if row.seq < newer[row.record_id]], now)


@asked
def _refused(name: str, records: Sequence[UUID]) -> QuerySet[Delivery]:
    """Locked: the versions of these records that are on the desk."""
    whole = Delivery.objects.filter(system=name, record_id__in=records, part_id=None)
    return in_order(whole.filter(state=State.REFUSED))


def supersede(rows: list[Delivery], now: datetime) -> list[Line]:
    """End deliveries whose place a newer version of the record has taken."""
    for row in rows:
        row.state, row.finished_at, row.lease_holder = State.SUPERSEDED, now, ""
    write(rows, ("state", "finished_at", "lease_holder"))
    return [line(kinds.SUPERSEDED, row) for row in rows]


def _move_breaker(
    system: OldSystem, results: Sequence[Result], now: datetime, rng: random.Random, clean: bool
) -> list[Line]:
    tried = [result.outcome for result in results if result.outcome.state != "skipped"]
    failed = [outcome for outcome in tried if outcome.state == "failed"]
    spoke = [outcome for outcome in tried if outcome.state != "failed" and outcome.reached]
    if not failed and (clean or not spoke):
        return _free_probe(system, now) if not clean and not tried else []
    row = locked(system.name)
    heard = (
        breaker.answered(row, now) if spoke else breaker.not_answered(row, system.limits, failed, now, rng)
    )
    write([row], breaker.COLUMNS)
    return heard


def _free_probe(system: OldSystem, now: datetime) -> list[Line]:
    """The delivery let through to try the system needed no sending: let the next one try at once."""
    row = locked(system.name)
    if row.breaker == Breaker.HALF_OPEN:
        row.breaker, row.next_probe_at = Breaker.OPEN, now
        write([row], ("breaker", "next_probe_at"))
    return []


def line(kind: str, row: Delivery, at: datetime | None = None, **notes: str) -> Line:
    """An entry about a delivery: the record it tells of, the system it went to, its key."""
    facts = {"system": row.system, "delivery": row.id.hex, "key": row.key, **notes}
    return Line(kind, system_author("deliver"), row.record_type, row.record_id, facts, happened_at=at)


def is_open(row: Delivery) -> bool:
    return row.state in UNFINISHED
