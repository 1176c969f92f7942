"""What can be written on the board itself, also while the server is away: visit, meal, movement, note."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from uuid import UUID, uuid4

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from pydantic import ValidationError

from daybook.access.caller import Caller
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.entries import EntryKind, all_kinds
from daybook.custody.entry_rows import OtherSubmissionError
from daybook.custody.findings import NotWrittenError
from daybook.custody.models import CustodyRecord
from daybook.records.forms.check import errors_by_path
from daybook.records.forms.page import FormPage
from daybook.records.forms.typed import empty, typed_from

AT_ONCE = timedelta(minutes=1)
FREQUENT = ("visit", "meal", "movement", "note")


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of entry on the board: its title and its questions as HTML."""

    slug: str
    title: str
    fields: tuple[SafeString, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an entry: nothing said against it, or sentences, and the reasons it asks for."""

    sentences: list[str] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)

    @property
    def written(self) -> bool:
        return not self.sentences


def kinds() -> list[type[EntryKind]]:
    return [all_kinds()[slug] for slug in FREQUENT if slug in all_kinds()]


@cache
def asked() -> tuple[Asked, ...]:
    """The forms of the board, empty; the same for everybody."""
    return tuple(_asked(kind) for kind in kinds())


def _asked(kind: type[EntryKind]) -> Asked:
    page = FormPage(kind, empty(kind), prefix=f"{kind.slug}.", left_out=frozenset({"happened_at"}))
    shown = tuple(html for section in page.sections for html in section["shown"])
    return Asked(kind.slug, kind.title, shown)


def write(caller: Caller, record: CustodyRecord, posted: QueryDict) -> Outcome:
    """Write what was posted, once for each `submission`; otherwise say what stands against it."""
    kind = next((one for one in kinds() if one.slug == posted.get("kind")), None)
    if kind is None:
        return Outcome(["Choose what to write: visit, meal, movement or note."])
    if submission_of(posted) is None:
        return Outcome(["This form belongs to a page that is not there any more. Load the board again."])
    typed = typed_from(posted, kind, f"{kind.slug}.") | {
        "happened_at": posted.get("happened_at") or timezone.now()
    }
    try:
        entry = kind.model_validate(typed)
        _write(caller, record, entry, posted)
    except ValidationError as error:
        return Outcome(list(errors_by_path(kind, error).values()))
    except NotWrittenError as error:
        return Outcome(str(error).splitlines(), [one.key for one in error.unanswered])
    except OtherSubmissionError as error:
        return Outcome([str(error)])
    return Outcome()


def _write(caller: Caller, record: CustodyRecord, entry: EntryKind, posted: QueryDict) -> None:
    write_entry(
        caller,
        record,
        entry,
        submission=submission_of(posted) or uuid4(),
        reasons=reasons(posted),
        noted_at=noted_at(posted),
    )


def submission_of(posted: Mapping[str, str]) -> UUID | None:
    try:
        return UUID(posted.get("submission", ""))
    except ValueError:
        return None


def reasons(posted: Mapping[str, str]) -> dict[str, str]:
    """The reasons for soft findings, by their keys."""
    return {name.removeprefix("reason."): posted[name] for name in posted if name.startswith("reason.")}


def noted_at(posted: Mapping[str, str]) -> datetime | None:
    """When the entry was written down while the server was away; None for one that came at once."""
    said = parse_datetime(posted.get("noted_at", ""))
    late = said is not None and said.tzinfo is not None and timezone.now() - said > AT_ONCE
    return said if late else None
