"""Who knows what is held about a person: each room names its source, and a collection asks them all in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from daybook.records.models import Person
from daybook.records.queries.held.entries import entry_items
from daybook.records.queries.held.people import person_items
from daybook.records.queries.held.reports import file_items, report_items
from daybook.records.queries.held.subject import Record, Subject, subject_of
from daybook.records.subject_access.items import SECTIONS, Item

Collect = Callable[[Subject], Iterable[Item]]
LAST = 100


@dataclass(frozen=True, slots=True)
class Source:
    """`collect` gives the items; `records` which more records are about the person, for the entries of the book."""

    name: str
    collect: Collect
    records: Callable[[Subject], Iterable[Record]] = lambda subject: ()


_sources: dict[str, Source] = {
    "people": Source("people", person_items),
    "reports": Source("reports", report_items),
    "files": Source("files", file_items),
    "entries": Source("entries", entry_items),
}


def register_source(source: Source) -> None:
    """A room says what it holds. One name is given once."""
    if _sources.setdefault(source.name, source) != source:
        raise ValueError(f"There is already a source {source.name!r}.")


def collect(person: Person) -> list[Item]:
    """Everything that is held about the person, in the order of the sections."""
    subject = subject_of(person)
    for source in _sources.values():
        subject.records += source.records(subject)
    items = [item for source in _sources.values() for item in source.collect(subject)]
    order = list(SECTIONS)
    return sorted(items, key=lambda item: order.index(item.section))
