"""When the book grows: whoever an entry says something new of is brought up to date in the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from daybook.book import readers
from daybook.book.readers import SealedEntry
from daybook.nominals.alone import alone
from daybook.nominals.arriving import link_arrived
from daybook.nominals.indexing import index_people
from daybook.nominals.models import OWN
from daybook.records.people import LIVES_AT, USES

NAME = "nominals.index"
PERSON = "records.person"
OF_A_PERSON = ("records.personname", "records.identifier", "records.assertion")
LINK = "records.link"
TIES = frozenset((LIVES_AT, USES))
Rows = Mapping[str, Mapping[str, Mapping[str, Any] | None]]


class IndexKeeper:
    """Reads every entry for the people it names, whatever its kind: a report brings new people too."""

    name = NAME
    kinds: tuple[str, ...] | None = None

    def read(self, entries: Sequence[SealedEntry]) -> None:
        touched = (person for entry in entries for person in people_of(entry))
        index_people(dict.fromkeys(touched))


def people_of(entry: SealedEntry) -> Iterator[UUID]:
    """The people of whom the entry changes something that is compared; warnings are read when they are shown."""
    if entry.change is None:
        if entry.record_type == "person" and entry.record_id:
            yield entry.record_id
        return
    rows: Rows = entry.change.get("rows", {})
    yield from map(UUID, rows.get(PERSON, ()))
    for table in OF_A_PERSON:
        yield from (UUID(row["person_id"]) for row in rows.get(table, {}).values() if row)
    for row in rows.get(LINK, {}).values():
        if row and row["from_kind"] == "person" and row["role"] in TIES:
            yield UUID(row["from_id"])


MOST_AT_ONCE = 50
"""People in one entry: more is a load in bulk, which `daybook nominals link` links."""
AT_ONCE = 20
"""Entries in one transaction: as long as it lasts, nobody decides who is one person."""


class LinkKeeper:
    """Whoever comes or is corrected is linked, or asked about, at once; no run over everybody is needed."""

    name = "nominals.links"
    kinds: tuple[str, ...] | None = None

    def read(self, entries: Sequence[SealedEntry]) -> None:
        """Indexes them first: the other reader may not have come so far. Nobody else decides till the batch ends."""
        touched: dict[UUID, None] = {}
        for entry in entries:
            people = dict.fromkeys(people_of(entry))
            touched |= people if len(people) <= MOST_AT_ONCE else {}
        if touched:
            alone()
            index_people(touched)
            link_arrived((OWN, str(person)) for person in touched)


readers.register(IndexKeeper())
readers.register(LinkKeeper(), AT_ONCE)
