"""When the book grows: who was booked in without a name becomes, in custody too, the person that the arrest names."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.book import Act, readers, register_kind, writing
from daybook.book.author import system
from daybook.book.readers import SealedEntry
from daybook.custody.models import CustodyRecord
from daybook.records.actions.identify_arrested import IDENTIFIED
from daybook.records.models import Event
from daybook.records.reading_reports import people_linked

RECORD_IDENTIFIED = register_kind(
    "custody-record:identified", Act.COMBINATION, "Person in custody identified"
)


class PeopleIdentified:
    """Reads `arrest:person-identified`; a record that names the person already is left as it is."""

    name = "custody.people-identified"
    kinds: tuple[str, ...] | None = (IDENTIFIED,)

    def read(self, entries: Sequence[SealedEntry]) -> None:
        for event in Event.objects.filter(pk__in=[entry.record_id for entry in entries]):
            _follow(event)


def _follow(event: Event) -> None:
    person = next((link.from_id for link in people_linked(event) if link.role == "arrested"), None)
    if person is None:
        return
    for record in CustodyRecord.objects.select_for_update().filter(arrest=event).exclude(person=person):
        with writing(RECORD_IDENTIFIED, system("read"), record) as page:
            record.person_id = person
            page.save(record)


readers.register(PeopleIdentified())
