"""Loading the invented force: batch by batch, each batch with its entries and its mark in one transaction."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TypeVar

from django.conf import settings
from django.utils import timezone

from daybook.book import clerk
from daybook.book.author import system
from daybook.book.models import Entry, Heartbeat, Pending
from daybook.book.sheaf import writing_many
from daybook.demo.custody.year import record_year
from daybook.demo.generator import Force, GeneratedPerson, generate
from daybook.demo.kinds import LOADED
from daybook.demo.loading import marks, officers
from daybook.demo.loading.errors import CannotLoad
from daybook.demo.loading.event_rows import Setting, record_events
from daybook.demo.loading.hands import OneHand, Telling
from daybook.demo.loading.marks import DEVICE, Mark, is_loaded
from daybook.demo.loading.person_rows import record_person
from daybook.demo.loading.places import Places
from daybook.demo.loading.readers import start_readers_here
from daybook.demo.sign_ins import ensure_cast
from daybook.nominals.indexing import large_cache
from daybook.records.models import Event, Person

T = TypeVar("T")
BATCH = 1000
SEAL_BATCH = 5000
YEARS = timedelta(days=730)
JUST_NOW = timedelta(seconds=15)
AT_WORK = ("clerk", "read")

__all__ = ["Loaded", "Telling", "is_loaded", "load_force"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the tables hold of the invented force."""

    officers: int
    people: int
    events: int
    entries: int


def load_force(
    people: int = 20_000,
    seed: int = 7,
    until: date | None = None,
    progress: Telling | None = None,
    hand: OneHand | None = None,
) -> Loaded:
    """Load the force, or go on where an earlier load was cut off; loading it again changes nothing.

    `until` is the day after its last events, today unless given. `progress` is told stage, done and total. `hand`
    indexes the people; this process unless given. The house must not be running: raises CannotLoad then, and where
    other records stand in the tables.
    """
    tell = progress or _silent
    mark = marks.resume_or_begin(people, seed, until, timezone.localdate())
    force = generate(seed, people, until=mark.last_day)
    if not is_loaded():
        _refuse_others(mark)
        with large_cache():
            _load(force, mark, tell, hand or OneHand())
    return _counted(force)


def _load(force: Force, mark: Mark, tell: Telling, hand: OneHand) -> None:
    hand.begin(mark)
    tell("Officers", 0, force.officer_count)
    ensure_cast()
    officers.load_officers(force.officers())
    tell("Officers", force.officer_count, force.officer_count)
    mark = _load_people(force, mark, tell)
    mark = _load_events(force, mark, tell)
    record_year(mark.last_day)
    seal_all(tell)
    hand.finish(tell)
    start_readers_here()
    marks.put(mark, LOADED)
    clerk.seal_pending()


def _load_people(force: Force, mark: Mark, tell: Telling) -> Mark:
    total = force.people_count
    first_day = force.until - YEARS
    tell("People", mark.people_done, total)
    rest = islice(force.people(), mark.people_done, None) if mark.people_done < total else iter(())
    for batch in in_batches(rest):
        mark = mark.with_people(mark.people_done + len(batch))
        with undisturbed():
            _load_batch_of_people(batch, mark, first_day)
        tell("People", mark.people_done, total)
    return mark


def _load_batch_of_people(batch: list[GeneratedPerson], mark: Mark, first_day: date) -> None:
    places = Places(mark.seed)
    places.look_up(home for one in batch for home in (one.address, one.former_address) if home)
    author = system(DEVICE)
    with writing_many() as sheaf:
        for person in batch:
            record_person(sheaf, author, person, mark.seed, places, first_day)
        marks.put(mark)


def _load_events(force: Force, mark: Mark, tell: Telling) -> Mark:
    total = force.event_count
    tell("Events", mark.events_done, total)
    if mark.events_done == total:
        return mark
    end = datetime.combine(force.until, time(), UTC)
    setting = Setting(mark.seed, officers.officer_ids(), settings.FORCE_CODE, end)
    for batch in in_batches(islice(force.events(), mark.events_done, None)):
        mark = mark.with_events(mark.events_done + len(batch))
        with undisturbed(), writing_many() as sheaf:
            record_events(sheaf, batch, setting)
            marks.put(mark)
        tell("Events", mark.events_done, total)
    return mark


def seal_all(tell: Telling) -> int:
    """Seal whatever waits, in large batches; how many entries there were."""
    done, total = 0, Pending.objects.count()
    tell("Sealing", done, total)
    while sealed := _seal_batch():
        done += sealed
        tell("Sealing", done, max(done, total))
    return done


def _seal_batch() -> int:
    with undisturbed():
        return clerk.seal_pending(limit=SEAL_BATCH)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Without the collector of cyclic garbage, which would walk the rows of a batch again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def in_batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Lists of that many; the last may be shorter."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def _refuse_others(mark: Mark) -> None:
    if not mark.people_done and (Person.objects.exists() or Event.objects.exists()):
        raise CannotLoad(
            "This database already holds people or events. The demonstration force goes into an empty database"
            " only: set DAYBOOK_HOME or DATABASE_URL to a new one."
        )
    if Heartbeat.objects.filter(role__in=AT_WORK, seen_at__gt=timezone.now() - JUST_NOW).exists():
        raise CannotLoad(
            "The house is running. Stop it (Ctrl-C where `daybook up` runs), wait 15 seconds and load again."
        )


def _counted(force: Force) -> Loaded:
    return Loaded(
        officers=force.officer_count,
        people=Person.objects.count(),
        events=Event.objects.count(),
        entries=Entry.objects.count(),
    )


def _silent(stage: str, done: int, total: int) -> None:
    """Nobody is watching."""
