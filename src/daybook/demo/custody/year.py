"""A year of closed custody records, one for each of some arrests of the loaded force."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from daybook.book.sheaf import writing_many
from daybook.custody.models import CustodyRecord
from daybook.demo.custody import history
from daybook.demo.custody.stays import record_stays
from daybook.demo.custody.suites import cast_ids, set_up_suites
from daybook.records.models import Event, Link, Person

YEAR = timedelta(days=365)
MOST_CLOSED = 360


def record_year(last_day: date) -> int:
    """Closed records of the arrests in the year before `last_day`, at most 360; how many. Once in a database."""
    suites = list(set_up_suites().values())
    if CustodyRecord.objects.exists():
        return 0
    people = cast_ids()
    stays = [
        history.stay(suites[place % len(suites)], person, arrest, history.told(arrest, at, child, people), by)
        for place, (arrest, at, person, by, child) in enumerate(_arrests(last_day))
    ]
    with writing_many() as sheaf:
        record_stays(sheaf, sorted(stays, key=lambda stay: stay.said[0].at))
    return len(stays)


def _arrests(last_day: date) -> list[tuple[UUID, datetime, UUID, UUID, bool]]:
    """Arrests spread evenly over the year: id, when, of whom, by whom, and whether of a child."""
    end = datetime.combine(last_day - timedelta(days=2), datetime.min.time(), timezone.get_current_timezone())
    found = Event.objects.filter(
        report_type="arrest", status="arrested", happened_from__range=(end - YEAR, end)
    )
    rows = list(found.order_by("happened_from").values_list("pk", "happened_from", "officer_id"))
    rows = rows[:: max(1, len(rows) // MOST_CLOSED)][:MOST_CLOSED]
    who = dict(
        Link.objects.filter(to_id__in=[row[0] for row in rows], role="arrested").values_list(
            "to_id", "from_id"
        )
    )
    born = dict(Person.objects.filter(pk__in=who.values()).values_list("pk", "date_of_birth"))
    return [
        (arrest, at, who[arrest], officer, _is_child(born.get(who[arrest]), at))
        for arrest, at, officer in rows
        if arrest in who
    ]


def _is_child(born: date | None, at: datetime) -> bool:
    return born is not None and (at.date() - born).days < 18 * 365.25
