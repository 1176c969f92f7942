"""The sign-on log: who opened which record in what and when, 90 days of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from random import Random

from daybook.demo.estate.making import STAFF
from daybook.demo.estate.shapes import Estate, Kind, System
from daybook.demo.generator.draw import stream
from daybook.estate.overlap import Use

DAYS = 90
WITH_RECORD = 0.7
"""Share of lines that say which record was opened."""
IN_PARALLEL = 0.6
"""Share of pairs of one function with the same users, who type the same twice."""
WORKFLOWS, WORKFLOW_CASES = 24, 40
"""Groups of systems that do different things with the same case, one after another: typed twice, and no duplicates."""


def users_of(estate: Estate) -> None:
    """Who uses what: staff of one area first."""
    random = stream(estate.seed, "estate", "users")
    first: dict[int, System] = {}
    for system in estate.systems:
        original = first.setdefault(system.cluster, system) if system.cluster else system
        start = random.randrange(STAFF)
        if original is not system and random.random() < IN_PARALLEL and original.users:
            start = int(original.users[0][1:])
        system.users = tuple(f"u{(start + 7 * step) % STAFF:04}" for step in range(system.active_users))


def log_of(estate: Estate) -> Iterator[Use]:
    """The lines, not in order. Spreadsheets are opened from a folder and leave none."""
    random = stream(estate.seed, "estate", "sign-ons")
    end = datetime.combine(estate.until, time(), UTC)
    logged = [its for its in estate.systems if its.application]
    for system in logged:
        yield from _alone(
            random, end, system.application, system.users, 0.3 if system.kind is Kind.CORE else 1.2
        )
    for shadow in estate.shadows:
        if shadow.application:
            yield from _alone(random, end, shadow.application, shadow.users, 1.2)
    yield from _typed_twice(random, end, logged)
    yield from _workflows(random, end, logged)


def _alone(
    random: Random, end: datetime, application: str, users: tuple[str, ...], more: float
) -> Iterator[Use]:
    """Everybody once in the last 30 days, and now and then before."""
    for user in users:
        yield Use(user, application, at=_moment(random, end, 30), subject=_record(random))
        for _ in range(int(random.expovariate(1 / more)) if more else 0):
            yield Use(user, application, at=_moment(random, end, DAYS), subject=_record(random))


def _moment(random: Random, end: datetime, days: int) -> datetime:
    day = end - timedelta(days=random.randint(1, days - 1))
    return day + timedelta(seconds=random.randint(6 * 3600, 22 * 3600))


def _record(random: Random) -> str:
    return f"R{random.randrange(400_000):06}" if random.random() < WITH_RECORD else ""


def _typed_twice(random: Random, end: datetime, logged: list[System]) -> Iterator[Use]:
    clusters: dict[int, list[System]] = {}
    for system in logged:
        if system.cluster:
            clusters.setdefault(system.cluster, []).append(system)
    for several in clusters.values():
        for place, one in enumerate(several):
            for other in several[:place]:
                users = sorted(set(one.users) & set(other.users))
                if users:
                    yield from _cases(random, end, [one, other], users, random.randint(8, 40))


def _workflows(random: Random, end: datetime, logged: list[System]) -> Iterator[Use]:
    busy = [its for its in logged if len(its.users) >= 20]
    for _ in range(min(WORKFLOWS, len(busy) // 4)):
        chain = random.sample(busy, random.randint(3, 5))
        near = [its for its in busy if its.function.purpose.domain == chain[0].function.purpose.domain]
        chain[1:3] = random.sample(near, min(2, len(near)))
        chain = list({its.number: its for its in chain}.values())
        yield from _cases(random, end, chain, list(chain[0].users), WORKFLOW_CASES)


def _cases(random: Random, end: datetime, chain: list[System], users: list[str], count: int) -> Iterator[Use]:
    """Cases that one user took through the chain within minutes."""
    for _ in range(count):
        user, record = random.choice(users), f"R{random.randrange(400_000):06}"
        at = _moment(random, end, DAYS)
        for system in chain:
            yield Use(user, system.application, record, at)
            at += timedelta(seconds=random.randint(30, 400))


def shadow_users(random: Random, shadow_size: int) -> tuple[str, ...]:
    """Some of the staff."""
    return tuple(f"u{number:04}" for number in sorted(random.sample(range(STAFF), shadow_size)))


def applications(estate: Estate) -> None:
    """What the sign-on log calls each system: its name run together, its initials or a slip of whoever set it up."""
    random = stream(estate.seed, "estate", "applications")
    for system in estate.systems:
        if system.kind is not Kind.SPREADSHEET and random.random() < 0.85:
            system.application = application_of(random, system.name)


def application_of(random: Random, name: str) -> str:
    """One of the ways in which people write an application's name."""
    short = "".join(part for part in name if part.isalnum() or part == " ")
    joined = short.replace(" ", "")
    slip = joined[: len(joined) // 2] + joined[len(joined) // 2 + 1 :] if random.random() < 0.04 else joined
    forms = (name, short.lower().replace(" ", "-") + "-prod", slip, f"{joined.lower()}.averwick.example")
    return random.choice(forms)
