"""Parting people while a custody record or a case of theirs is open takes two: one proposes, another confirms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.book.pages import Page
from daybook.nominals.alone import alone
from daybook.nominals.judging import CannotDecide, people_touched
from daybook.nominals.kinds import PARTING_PROPOSED
from daybook.nominals.membership import Identity, Move, nominals_of
from daybook.nominals.models import OWN, Answer, IndexedRecord, Proposal, ReviewCase
from daybook.web import places

Done = TypeVar("Done")


class NeedsSecondError(Exception):
    """What was to be parted has open `matters`; nothing has been done."""

    def __init__(self, matters: list[str]) -> None:
        super().__init__(*matters)
        self.matters = matters


class ProposedError(CannotDecide):
    """Not done, but written as a proposal that waits for a second person; the message says so."""

    conflict = True


def open_matters(people: Iterable[UUID]) -> list[str]:
    """What is open of these people, in words, as the rooms that know it say."""
    wanted = sorted(set(people))
    return places.open_matters(wanted) if wanted else []


def matters_of(records: Iterable[Identity]) -> list[str]:
    """The same of all who are one person with one of the records."""
    nominals = set(nominals_of(records).values())
    rows = IndexedRecord.objects.filter(system=OWN, nominal__in=nominals)
    return open_matters(map(UUID, rows.values_list("key", flat=True)))


def hold_back(moves: Sequence[Move], page: Page, confirms: Proposal | None) -> None:
    """On a deed's page: raise `NeedsSecondError` where it parts people with open matters and nobody confirmed it."""
    if confirms is not None:
        page.note(proposal=confirms.pk.hex, proposed_by=confirms.proposed_by.hex)
        page.save(confirms)
    elif _parts(moves) and (matters := open_matters(people_touched(moves))):
        raise NeedsSecondError(matters)


def _parts(moves: Sequence[Move]) -> bool:
    """Whether some who were one person are one no longer: somebody stayed behind, or they went different ways."""
    after: dict[UUID, set[UUID]] = {}
    for one in moves:
        after.setdefault(one.before, set()).add(one.after)
    stayed = IndexedRecord.objects.filter(nominal__in=list(after)).exists()
    return stayed or any(len(ways) > 1 for ways in after.values())


def or_propose(
    caller: Caller,
    do: Callable[[], Done],
    deed: str,
    given: dict[str, Any],
    records: Iterable[Identity],
    *,
    case: int | None = None,
) -> Done:
    """Do it, or write it as a proposal and raise `ProposedError`. Nobody else changes who is one person in between."""
    with transaction.atomic():
        alone()
        try:
            return do()
        except NeedsSecondError as needed:
            made = _propose(caller, deed, given, records, needed.matters, case)
    raise ProposedError(words_of(made))


def _propose(
    caller: Caller,
    deed: str,
    given: dict[str, Any],
    records: Iterable[Identity],
    matters: list[str],
    case: int | None,
) -> Proposal:
    with writing(PARTING_PROPOSED, caller.author) as page:
        made = Proposal(
            deed=deed,
            given=given,
            records=sorted(records),
            reason=str(given.get("reason", "")).strip(),
            matters=matters,
            case=case,
            proposed_by=caller.author.user or UUID(int=0),
            proposed_at=timezone.now(),
        )
        page.about(made)
        page.save(made)
        ReviewCase.objects.filter(pk=case or 0).update(locked_by=None, locked_until=None)
    return made


def words_of(made: Proposal) -> str:
    """What its proposer is told: that it waits, or what a second person has made of it."""
    if made.answer:
        return f"Proposed, not done: it was {Answer(made.answer).label.lower()}. Nothing was parted."
    return (
        f"Proposed, not done yet: {'; '.join(needed_words(made))}. A second person has to confirm it on the data"
        " quality desk."
    )


def needed_words(made: Proposal) -> list[str]:
    """What is open, at most three of them."""
    few = made.matters[:3]
    return few if len(made.matters) <= len(few) else [*few, "and more"]
