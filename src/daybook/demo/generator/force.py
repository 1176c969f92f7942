"""The whole invented force behind one door: `generate(seed, people)`."""

import csv
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from .city import City
from .copies import generate_copies
from .events import EventMaker
from .officers import generate_officers
from .people import generate_people
from .roster import Roster
from .shapes import GeneratedEvent, GeneratedOfficer, GeneratedPerson, LegacyCopy, Truth

TRUTH_COLUMNS = ("system", "key", "person", "slips")


@dataclass
class Force:
    """An invented force. Each method gives a fresh iterator that makes its values as they are asked for.

    Everything is a function of the fields: the same fields give the same values on every machine. Memory
    stays bounded: nothing is kept of the people but 12 bytes each (once events are asked for), and of the
    town its streets.
    """

    seed: int
    people_count: int
    events_per_person: float
    officer_count: int
    until: date
    _roster: Roster | None = field(default=None, repr=False)

    @cached_property
    def city(self) -> City:
        """The town the people live in."""
        return City(self.seed, self.people_count)

    def people(self) -> Iterator[GeneratedPerson]:
        """Everybody, in order of their keys P0000001 ..."""
        roster = Roster()
        for person in generate_people(self.seed, self.people_count, self.until, self.city):
            roster.add(person)
            yield person
        self._roster = roster

    def officers(self) -> Iterator[GeneratedOfficer]:
        """The members of the force, highest rank first."""
        return generate_officers(self.seed, self.officer_count)

    def events(self) -> Iterator[GeneratedEvent]:
        """The events of the two years before `until`. Quicker once `people` has been read to its end."""
        roster = self._roster or Roster.of(self.people())
        maker = EventMaker(self.seed, self.city, roster, list(self.officers()), self.until)
        return maker.events(self.event_count)

    @property
    def event_count(self) -> int:
        """How many events there will be."""
        return round(self.people_count * self.events_per_person)

    def copies_with_truth(self) -> Iterator[tuple[LegacyCopy, Truth]]:
        """The old systems' copies, each with who it is about."""
        return generate_copies(self.seed, self.people(), self.people_count, self.city, self.until)

    def legacy_copies(self) -> Iterator[LegacyCopy]:
        """What the old systems hold."""
        return (copy for copy, _ in self.copies_with_truth())

    def truth(self) -> Iterator[Truth]:
        """Who the copies are about, in their order."""
        return (truth for _, truth in self.copies_with_truth())

    def write_truth(self, path: Path) -> int:
        """Write the truth as gzipped CSV (system, key, person, slips) and say how many copies there are."""
        return write_truth(path, self.truth())


def write_truth(path: Path, truths: Iterator[Truth]) -> int:
    """Write these truths as gzipped CSV, the same bytes each time; several slips are parted by spaces."""
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="") as text,
    ):
        writer = csv.writer(text)
        writer.writerow(TRUTH_COLUMNS)
        count = 0
        for truth in truths:
            writer.writerow((truth.system, truth.key, truth.person, " ".join(truth.slips)))
            count += 1
        return count


def generate(
    seed: int, people: int, events_per_person: float = 3, officers: int = 400, until: date | None = None
) -> Force:
    """An invented force; its two years end the day before `until` (default 1 November 2026)."""
    if people < 1:
        raise ValueError(f"A force needs at least one person, not {people}. Give people=1 or more.")
    return Force(seed, people, events_per_person, officers, until or date(2026, 11, 1))
