"""A person with 200 records: what it costs to collect all that is held about them and to make the bundle.

Processor time of this process, which a busy machine does not lengthen.
"""

from __future__ import annotations

from time import process_time

from bench import measure

RECORDS = 200


@measure(
    f"Subject-access bundle of a person with {RECORDS} records: collected, PDF and JSON, processor time",
    unit=" s",
    at_most=10,
)
def bundle() -> float:
    from django.utils import timezone

    from daybook.records.subject_access.bundle import compose
    from daybook.records.subject_access.paper import bundle_pdf
    from daybook.records.subject_access.sources import collect

    person = _somebody()
    start = process_time()
    made = compose(collect(person), {}, timezone.now())
    assert len(bundle_pdf(made)) > 50_000
    assert len(made.model_dump_json()) > 100_000
    took = process_time() - start
    assert sum(len(section.items) for section in made.sections) > RECORDS
    return took


def _somebody():
    """Somebody arrested 200 times, each time on the word of another victim."""
    from datetime import UTC, datetime, timedelta

    from bench.people import signed_on
    from daybook.book import Author, writing
    from daybook.records import people
    from daybook.records.models import Event, EventOffence, Link, Location
    from daybook.records.numbers import take_numbers
    from daybook.records.people import PersonData, Source

    _, user = signed_on("officer")
    author, now = Author(user.pk, "bench", "operational"), datetime(2026, 11, 1, 12, tzinfo=UTC)
    with writing("person:recorded", author) as page:
        person = people.new_person(page, PersonData(family_name="Vane", given_names="Rowan"), now, "daybook")
        page.about(person)
    for number, name in enumerate(take_numbers("AR", RECORDS)):
        with writing("arrest:recorded", author) as page:
            victim = people.new_person(
                page, PersonData(family_name=f"Quill{number}", given_names="Ada"), now, "daybook"
            )
            place = page.save(Location(address_lines="Market Square", postcode="ZZ1 4AB"))
            event = page.save(
                Event(
                    report_type="arrest",
                    number=name,
                    status="arrested",
                    happened_from=now - timedelta(days=number),
                    recorded_at=now,
                    officer=user,
                    location=place,
                    details={
                        "grounds": f"Ada Quill{number} saw the phone taken. " * 5,
                        "necessity": ["INVESTIGATION"],
                        "necessity_reason": "To interview promptly.",
                    },
                )
            )
            page.about(event)
            page.save(EventOffence(event=event, code="TH68010", title="Theft from a shop"))
            for one, role in ((person, "arrested"), (victim, "victim")):
                ends = {"from_kind": "person", "from_id": one.pk, "to_kind": "event", "to_id": event.pk}
                page.save(Link(role=role, **ends, **Source(now).columns))
    return person
