"""What the receipt of a stop and search says: what is the person's own, and nothing of anybody else.

The periods in which a copy may be asked for are those of Code A 3.10 as the force is told of it.
"""

from __future__ import annotations

from django.conf import settings

from daybook.records.in_words import facts_of, when
from daybook.records.models import Event
from daybook.records.printing import Section
from daybook.records.reports.stop_search import StopSearch

THEIRS = (
    "kind_of_search",
    "registration",
    "power",
    "authority",
    "object_sought",
    "grounds",
    "extent",
    "appropriate_adult",
    "outcome",
    "found_object",
)
RIGHTS = (
    "You may ask for a copy of the whole record of this search within 3 months. If you were arrested and taken to a"
    " police station, it is part of your custody record, and you may ask for a copy within 12 months.",
    "You were searched because of the grounds above. You did not have to give your name or address for this record.",
    "If you are not content with how you were treated, you may complain: at any police station, on the force's pages,"
    " or to the Independent Office for Police Conduct. It costs nothing and you may have somebody to help you.",
)


def receipt_sections(event: Event) -> list[Section]:
    """The receipt as parts of a printed copy. The officer stands there by number and station."""
    place = event.location.one_line if event.location else ""
    first = [
        ("When", when(event.happened_from)),
        ("Where", place),
        ("Officer", f"{event.officer.username}, {event.officer.station}".rstrip(", ")),
        ("Force", settings.FORCE_NAME),
        ("Record", event.number),
    ]
    return [
        Section("You were stopped and searched", [fact for fact in first if fact[1]]),
        Section("The search", facts_of(StopSearch, event.details, THEIRS)),
        Section("Your rights", lines=RIGHTS),
    ]
