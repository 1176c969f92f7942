"""One record of an answer, whole: what its system says of somebody, how fresh that is, and what we have of it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.timezone import localtime

from daybook.access.caller import Caller
from daybook.access.permission import allowed, require
from daybook.custody.queries.filter import SEE
from daybook.legacy.find.answering import found_by
from daybook.legacy.find.asking import KEPT
from daybook.legacy.find.found import Found, Shown, seen_by, shown
from daybook.legacy.models import Ask, TheirEntry
from daybook.legacy.registry import title_of
from daybook.legacy.their_entries import of_people
from daybook.nominals.models import OWN, IndexedRecord, SourceRecord
from daybook.nominals.queries.explanation import is_whole, records_of
from daybook.nominals.queries.sides import Side, sides_of
from daybook.nominals.receiving import latest_versions

Identity = tuple[str, str]


class NoSuchAnswerError(LookupError):
    """The answer is no longer kept, was another user's, or holds no such record; or the caller may not see it."""


@dataclass(frozen=True, slots=True)
class RecordThere:
    """`shown` as in the list of results. `kept`: its last version that was read in or taken in, where it was.

    `others` are further records of the same person that are in other systems; `is_whole`, whether these are all.
    """

    ask: Ask
    system: str
    shown: Shown
    kept: SourceRecord | None
    others: list[Side]
    is_whole: bool
    entries: list[TheirEntry]

    @property
    def fresh(self) -> str:
        """As of when it stands so."""
        read = self.shown.read_at
        if read:
            return f"From our copy, as it was read in on {localtime(read):%-d %B %Y %H:%M}. It may have changed there."
        asked = self.ask.answered_at or self.ask.asked_at
        return f"As it stood there on {localtime(asked):%-d %B %Y at %H:%M:%S}, when it was asked for."


def record_there(caller: Caller, ask_id: UUID, place: int) -> RecordThere:
    """The record at this place of an answer that this user was given. Raises `NoSuchAnswerError`."""
    require(caller, "records.search")
    row = Ask.objects.filter(pk=ask_id, asked_at__gt=timezone.now() - KEPT).first()
    if row is None or row.user != caller.author.user:
        raise NoSuchAnswerError
    one = next((its for its in shown(caller, _only(caller, row, place))), None)
    if one is None:
        raise NoSuchAnswerError
    identity = one.side.record
    index = IndexedRecord.objects.filter(system=identity[0], key=identity[1]).first()
    records = records_of(caller, index.nominal) if index else []
    return RecordThere(
        row,
        title_of(row.system),
        one,
        latest_versions([identity]).get(identity),
        [side for record, side in sides_of(records).items() if record != identity and record[0] != OWN],
        index is None or is_whole(caller, index.nominal),
        of_people({identity, *records}) if allowed(caller, SEE) else [],
    )


def _only(caller: Caller, row: Ask, place: int) -> list[Found]:
    found = found_by(row)
    return seen_by(caller, [found[place]]) if 0 <= place < len(found) else []
