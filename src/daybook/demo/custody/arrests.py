"""The arrest that a stay in custody begins with, as its rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from daybook.book import Author
from daybook.book.sheaf import Sheaf
from daybook.demo.loading.event_rows import offence_columns
from daybook.records.models import Event, EventOffence, Link

NECESSITY = {
    "necessity": ["INVESTIGATION"],
    "necessity_reason": "To interview promptly and secure evidence before it is lost.",
}


@dataclass(frozen=True, slots=True)
class Arrested:
    """One arrest: who, when, by whom, for which offences, on which grounds."""

    id: UUID
    person: UUID
    at: datetime
    number: str
    offences: Sequence[str]
    grounds: str = "Named by a witness and found nearby."
    place: UUID | None = None


def record_arrest(sheaf: Sheaf, author: Author, given: Arrested) -> UUID:
    """A page with the arrest, its offences and the person in it; the id of the arrest."""
    page = sheaf.page("arrest:recorded", author, "event", given.id, given.at)
    page.add(
        Event,
        id=given.id,
        report_type="arrest",
        number=given.number,
        status="arrested",
        happened_from=given.at,
        location_id=given.place,
        details={"grounds": given.grounds, **NECESSITY},
        officer_id=author.user,
        recorded_at=given.at,
    )
    for code in given.offences:
        page.add(EventOffence, event_id=given.id, **offence_columns(code))
    page.add(
        Link,
        from_kind="person",
        from_id=given.person,
        role="arrested",
        to_kind="event",
        to_id=given.id,
        valid_from=given.at.date(),
        asserted_at=given.at,
    )
    return given.id
