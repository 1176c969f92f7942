"""Writing judgements on an open page: the decisions, what they stand in place of, and who moves because of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book.kinds import kind_of
from daybook.book.pages import Page
from daybook.nominals.alone import alone
from daybook.nominals.answered import reopen_parted
from daybook.nominals.evidence import Evidence
from daybook.nominals.matching import identity
from daybook.nominals.matching.contradictions import contradictions
from daybook.nominals.membership import AT_ONCE, Identity, Move, about, settle
from daybook.nominals.models import OWN, Decision, IndexedRecord, Verdict


class CannotDecide(ValueError):
    """The message says what stands in the way and what to do."""


def judgement(caller: Caller, evidence: Evidence, verdict: str, operation: UUID, **more: object) -> Decision:
    """A person's decision, not yet written; the two records in the order of system and key."""
    first, second = sorted((identity(evidence.first), identity(evidence.second)))
    return Decision(
        first_system=first[0],
        first_key=first[1],
        second_system=second[0],
        second_key=second[1],
        verdict=Verdict(verdict),
        by=caller.author.user or UUID(int=0),
        bits=round(evidence.bits, 3),
        model=evidence.model,
        evidence=evidence.snapshot,
        known=[one.mark for one in contradictions(evidence.first, evidence.second)],
        rule=evidence.rule,
        operation=operation,
        decided_at=timezone.now(),
        **more,
    )


def in_force(first: Identity, second: Identity) -> Decision | None:
    """The decision that stands about this pair."""
    return max(_standing(first, second), key=_weight, default=None)


def _standing(first: Identity, second: Identity) -> list[Decision]:
    one, other = sorted((first, second))
    return [row for row in about([one]) if row.first == one and row.second == other]


def _weight(one: Decision) -> tuple[bool, bool, datetime]:
    """A person's over the machine's, verified over unverified, then the later."""
    return one.by is not None, one.verified, one.decided_at


def write_decision(page: Page, decision: Decision) -> Decision:
    """Save it; what stood about the pair before is superseded. A verified judgement gives way only to another.

    One decision of a pair is in force: of several, the last that a person gave is superseded, the others are undone.
    """
    alone()
    standing = sorted(_standing(decision.first, decision.second), key=_weight)
    before = standing[-1] if standing else None
    if before is not None and before.by and before.verified and not decision.verified:
        raise CannotDecide(
            "This was verified by fingerprints, DNA or a document. Only another verified decision may replace it."
        )
    page.save(decision)
    for one in standing[:-1]:
        one.undone_at = decision.decided_at
        page.save(one)
    if before is not None:
        before.superseded_by = decision
        page.save(before)
    return decision


def move(page: Page, records: Iterable[Identity]) -> list[Move]:
    """Bring the persons in line and note on the page, by record and person, who moved; the entry is about the survivor.

    `people` are all of ours whose person changed: every old system that was told of one of them is told again.
    """
    moves = settle(records)
    reopen_parted(moves)
    people = people_touched(moves)
    page.note(
        people=sorted(one.hex for one in people),
        moved=[one.as_note() for one in moves],
    )
    about_whom = next(iter(sorted(people)), None) or _own(records)
    if about_whom is not None:
        page.entry.record_type, page.entry.record_id = "person", about_whom
    return moves


def people_touched(moves: Sequence[Move]) -> set[UUID]:
    """Our own people who stand, or stood, under one of the persons that changed."""
    persons = sorted({one.before for one in moves} | {one.after for one in moves})
    found = {one.person for one in moves if one.person}
    for start in range(0, len(persons), AT_ONCE):
        rows = IndexedRecord.objects.filter(system=OWN, nominal__in=persons[start : start + AT_ONCE])
        found |= set(map(UUID, rows.values_list("key", flat=True)))
    return found


def _own(records: Iterable[Identity]) -> UUID | None:
    return next((UUID(key) for system, key in sorted(records) if system == OWN), None)


def name_entry(page: Page, kind: str) -> None:
    """Say what the entry turned out to be."""
    page.entry.kind, page.entry.act = kind, kind_of(kind).act
