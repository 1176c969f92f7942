"""Today's people in the demonstration's suites, brought in at each start with times relative to then."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone

from daybook.access.models import User
from daybook.book import writing
from daybook.book.models import Entry
from daybook.book.sheaf import writing_many
from daybook.custody.entries import kind_of
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.demo.cast import member
from daybook.demo.custody.arrests import Arrested, record_arrest
from daybook.demo.custody.scenes import GONE, SCENES, Scene, Tale
from daybook.demo.custody.stays import Said, Stay, record_stays
from daybook.demo.custody.suites import author, cast_ids, set_up_suites
from daybook.demo.loading.marks import DEVICE
from daybook.records.models import EventOffence, Location, Person
from daybook.records.numbers import take_numbers

SPREAD = 60
FRESH = timedelta(hours=2)
"""Within this time of a start the same people are still believable, and a restart leaves them."""


FEWEST = 50
"""In a smaller force there are too few people to fill two suites."""


def stock(now: datetime | None = None) -> int:
    """Bring today's people into the suites, their times relative to `now`; how many were brought.

    Those of an earlier start leave first, as their times are long past. Nothing happens where no force is loaded, or
    where the last start was a moment ago.
    """
    moment = (now or timezone.now()).replace(second=0, microsecond=0)
    earlier = list(_stocked())
    few = Person.objects.filter(known=True, handling="open").count() < FEWEST
    if few or any(moment - record.opened_at < FRESH for record in earlier):
        return 0
    for record in earlier:
        _leave(record, moment)
    scenes = SCENES if earlier else (*SCENES, *GONE)
    suites, people = set_up_suites(), cast_ids()
    detainees = _people(scenes, moment)
    officer = User.objects.get(username=member("officer").collar_number).pk
    offences = _offences()
    with writing_many() as sheaf:
        stays = []
        for place, (scene, number) in enumerate(zip(scenes, take_numbers("AR", len(scenes)), strict=True)):
            at = moment - timedelta(minutes=scene.arrested)
            codes = [offences[place % len(offences)]]
            arrest = Arrested(uuid4(), detainees[place], at, number, codes, place=_somewhere(place))
            record_arrest(sheaf, author(officer), arrest)
            said = _said(scene, moment, people)
            stays.append(Stay(suites[scene.suite], detainees[place], arrest.id, people["custody"], said))
        record_stays(sheaf, stays)
    return len(stays)


def _said(scene: Scene, now: datetime, people: dict[str, UUID]) -> list[Said]:
    tale = scene.tell(Tale(now, scene.cell))
    by_time = sorted(tale.said, key=lambda one: one.at)
    return [Said(one.kind, one.at, one.details, people[one.part or "detention"]) for one in by_time]


def _people(scenes: Sequence[Scene], now: datetime) -> list[UUID]:
    """Somebody of the force for each scene, of the age and sex it asks for, nobody twice."""
    taken: list[UUID] = []
    for scene in scenes:
        youngest, oldest = (now.date() - timedelta(days=int(365.25 * years)) for years in scene.age)
        anybody = Person.objects.filter(known=True, handling="open").exclude(pk__in=taken)
        fitting = anybody.filter(sex=scene.sex, date_of_birth__range=(oldest, youngest))
        # Neighbours by number share a household, and so a family name.
        some = list(
            (fitting if fitting.exists() else anybody).order_by("pk").values_list("pk", flat=True)[:SPREAD]
        )
        taken.append(some[len(taken) * 7 % len(some)])
    return taken


def _offences() -> list[str]:
    """Offences for which this force arrests people."""
    codes = EventOffence.objects.filter(event__report_type="arrest").values_list("code", flat=True)[:300]
    return sorted(set(codes)) or ["TH68010"]


def _somewhere(place: int) -> UUID | None:
    found = Location.objects.order_by("pk").values_list("pk", flat=True)
    return found[place * 3 : place * 3 + 1].first()


def _stocked() -> QuerySet[CustodyRecord]:
    """Who was brought in by an earlier start and is still here."""
    brought = Entry.objects.filter(kind="custody:arrival", device=DEVICE).values("record_id")
    return CustodyRecord.objects.filter(closed_at=None, pk__in=brought)


def _leave(record: CustodyRecord, now: datetime) -> None:
    """Out of the suite, with the entry that says so."""
    by = author(cast_ids()["custody"])
    said = kind_of("released").model_validate({"happened_at": now, "disposal": "other"})
    with writing("custody:released", by, record, happened_at=now) as page:
        left = CustodyEntry(record=record, kind="released", happened_at=now, entered_at=now, by_id=by.user)
        left.details, left.submission = said.details(), uuid4()
        page.save(left)
        record.closed_at = now
        page.save(record)
