"""Whether a kind of record is entered here: the one gate before every entry on a report.

Where an old system is master of a kind, it is entered and amended there alone, and Daybook reads it in. Which system
that is an upper room says, through `places.entered_elsewhere`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.book.pages import Page
from daybook.records.models import Event
from daybook.records.reports import all_types
from daybook.web import places
from daybook.web.places import EnteredElsewhere


class EnteredElsewhereError(ValueError):
    """An old system is master of this kind of record; `master` says which."""

    def __init__(self, kind: str, master: EnteredElsewhere) -> None:
        super().__init__(in_words(kind, master))
        self.kind, self.master = kind, master


def in_words(kind: str, master: EnteredElsewhere) -> str:
    """Who is master, and what to do instead."""
    report = all_types().get(kind)
    words = report.title.lower() if report else kind.replace("-", " ")
    return (
        f"{master.title} is master of every {words}: it is entered and amended there, not in Daybook. Enter it there;"
        " it is read in from there by itself."
    )


def masters() -> dict[str, EnteredElsewhere]:
    """Every kind of record that is entered in an old system alone."""
    found: dict[str, EnteredElsewhere] = places.entered_elsewhere() if places.entered_elsewhere else {}
    return found


def master_of(kind: str) -> EnteredElsewhere | None:
    return masters().get(kind)


def refuse_elsewhere(kind: str, source: str = "") -> None:
    """Raise `EnteredElsewhereError`, unless what is entered comes from the master itself (`source`)."""
    master = master_of(kind)
    if master is not None and master.system != source:
        raise EnteredElsewhereError(kind, master)


def entering(
    report_type: str, entry: str, caller: Caller, event: Event | None = None, *, source: str = "", **how: Any
) -> AbstractContextManager[Page]:
    """The page on which a report of this type is recorded, amended or changed; `entry` and `how` as in `writing`.

    `source`: the old system whose values these are, where it is master of them.
    """
    refuse_elsewhere(report_type, source)
    return writing(entry, caller.author, event, **how)
