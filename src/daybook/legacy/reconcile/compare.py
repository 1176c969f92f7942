"""The comparison itself: two streams of records in, what is not alike out. No database, no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import blake2b
from typing import NamedTuple
from uuid import UUID

from daybook.legacy.mapping import Held

ABSENT = b""


class Ours(NamedTuple):
    """What one confirmed delivery says should be there. `in_force` is false for what was taken back.

    `moving`: another delivery is under way, or this one was confirmed after the extract was asked for.
    """

    held: Held
    delivery_id: UUID
    record_type: str
    record_id: UUID
    part_id: UUID | None
    in_force: bool
    moving: bool


class Found(NamedTuple):
    """One record that is not alike. `ours` is absent where no delivery of ours speaks of it; `place` in the extract."""

    kind: str
    report: str
    key: str
    reference: str
    day: date | None
    fingerprint: str
    ours: Ours | None
    place: int


class _Seen(NamedTuple):
    report: str
    digest: bytes
    day: date | None
    entered: date | None
    reference: str
    place: int
    numbered: bool


class Alone(NamedTuple):
    """A record of theirs that no delivery of ours speaks of; `number` is ours in it, where it has one."""

    report: str
    key: str
    number: str
    reference: str
    digest: bytes
    entered: date | None


@dataclass
class Comparison:
    """`since` is the day of the first confirmation: what they entered before it by hand is none of ours.

    `left_out` are the kinds of report that are not compared any more.
    """

    since: date | None = None
    left_out: frozenset[str] = frozenset()
    found: list[Found] = field(default_factory=list)
    ours: Counter[tuple[date | None, str]] = field(default_factory=Counter)
    theirs: Counter[tuple[date | None, str]] = field(default_factory=Counter)
    alike: int = 0
    on_the_way: int = 0
    earlier: int = 0
    _seen: dict[str, _Seen] = field(default_factory=dict)

    def take_theirs(self, records: Iterable[Held]) -> None:
        """Keep a digest of each of their records that is in force; a number that comes twice is a finding.

        One without a number of ours goes by its own.
        """
        for place, held in enumerate(records):
            if not held.is_live or held.report in self.left_out:
                continue
            key, numbered = held.key or held.reference, bool(held.key)
            seen = _Seen(held.report, held.digest, held.day, held.entered, held.reference, place, numbered)
            if key in self._seen:
                self._note("only-there", key, seen, None)
            else:
                self._seen[key] = seen

    def take_ours(self, records: Iterable[Ours]) -> None:
        """Look for each of ours among theirs; what is found leaves the pile."""
        for ours in records:
            seen = self._seen.pop(ours.held.key, None)
            if ours.moving:
                self.on_the_way += 1
            elif not ours.in_force:
                self._taken_back(ours, seen)
            else:
                self._in_force(ours, seen)

    def alone(self, reports: Container[str]) -> list[Alone]:
        """Of these kinds, what is left of theirs."""
        return [
            Alone(seen.report, key, key if seen.numbered else "", seen.reference, seen.digest, seen.entered)
            for key, seen in self._seen.items()
            if seen.report in reports
        ]

    def known_here(self, key: str) -> None:
        """It was read in as it stands there: both sides hold it."""
        seen = self._seen.pop(key)
        self.ours[seen.day, seen.report] += 1
        self.theirs[seen.day, seen.report] += 1
        self.alike += 1

    def still_coming(self, key: str) -> None:
        """It will be read in."""
        del self._seen[key]
        self.on_the_way += 1

    def missing_here(self, key: str) -> None:
        """It should have been read in."""
        seen = self._seen.pop(key)
        self.theirs[seen.day, seen.report] += 1
        self._note("only-there", key, seen, None)

    def finish(self) -> None:
        """What is left of theirs was not put there by us."""
        for key, seen in self._seen.items():
            if self.since is None or seen.entered is None or seen.entered < self.since:
                self.earlier += 1
            else:
                self.theirs[seen.day, seen.report] += 1
                self._note("only-there", key, seen, None)
        self._seen.clear()

    def _in_force(self, ours: Ours, seen: _Seen | None) -> None:
        self.ours[ours.held.day, ours.held.report] += 1
        if seen is None:
            self._note("only-here", ours.held.key, None, ours)
            return
        self.theirs[seen.day, seen.report] += 1
        if seen.digest == ours.held.digest:
            self.alike += 1
        else:
            self._note("differs", ours.held.key, seen, ours)

    def _taken_back(self, ours: Ours, seen: _Seen | None) -> None:
        if seen is not None:
            self.theirs[seen.day, seen.report] += 1
            self._note("only-there", ours.held.key, seen, ours)

    def _note(self, kind: str, key: str, seen: _Seen | None, ours: Ours | None) -> None:
        sides = (ours.held.digest if ours else ABSENT, seen.digest if seen else ABSENT)
        fingerprint = blake2b(b"|".join((kind.encode(), key.encode(), *sides)), digest_size=16).hexdigest()
        report = seen.report if seen else ours.held.report if ours else ""
        day = ours.held.day if ours else seen.day if seen else None
        # The values are read again for those few that are kept.
        slim = ours._replace(held=_without_values(ours.held)) if ours else None
        reference, place = (seen.reference, seen.place) if seen else ("", -1)
        self.found.append(Found(kind, report, key, reference, day, fingerprint, slim, place))


def _without_values(held: Held) -> Held:
    return Held(held.report, held.key, {}, held.day)
