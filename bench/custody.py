"""Custody: how fast every clock of a full suite is computed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import perf_counter

from bench import measure
from daybook.custody.clocks import Detained, Happening, clocks

DETAINED = 200
ENTRIES = 150
ARRIVED = datetime(2026, 3, 28, 18, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@measure("All clocks of 200 detainees with 150 entries each", unit=" ms", at_most=50)
def all_clocks() -> float:
    """The quickest of 5 rounds over the same suite, so that other work of the machine weighs less."""
    chance = random.Random(1984)
    suite = [list(_entries(chance)) for _ in range(DETAINED)]
    person = Detained(born=date(2009, 1, 1))
    assert all(len(held) == ENTRIES for held in suite)
    return min(_round(suite, person) for _ in range(5))


def _round(suite: list[list[Happening]], person: Detained) -> float:
    started = perf_counter()
    for held in suite:
        assert clocks(held, person).dues
    return (perf_counter() - started) * 1000


def _entries(chance: random.Random) -> Iterator[Happening]:
    """About a day and a half: booked in, in hospital, interviewed, extended; visited half-hourly, given medicine."""
    arrived = ARRIVED + MINUTE * chance.randrange(600)
    rows = [*_decisions(arrived), *_care(arrived)]
    rows += [_visit(arrived + MINUTE * 20 * number) for number in range(ENTRIES - len(rows))]
    chance.shuffle(rows)
    yield from rows


def _decisions(arrived: datetime) -> Iterator[Happening]:
    held = {"rank": "superintendent", "indictable": True, "necessary": True, "diligent": True}
    hours = timedelta(hours=1)
    yield Happening("arrival", arrived, {"basis": "arrest", "arrested_at": (arrived - hours).isoformat()})
    yield Happening("authorised", arrived + MINUTE * 20, {"grounds": ["questioning"]})
    for number, stage in enumerate(
        ("left", "arrived", "questioning-started", "questioning-ended", "returned")
    ):
        yield Happening("hospital", arrived + hours + MINUTE * 25 * number, {"stage": stage})
    for after in (6, 14, 23, 32):
        yield Happening(
            "review", arrived + hours * after, {"outcome": "continue", "reviewer_rank": "inspector"}
        )
    until = (arrived + hours * 36).isoformat()
    yield Happening("extension", arrived + hours * 22, {**held, "representations": True, "until": until})
    yield Happening("warrant", arrived + hours * 33, {"hours": 36})


def _care(arrived: datetime) -> Iterator[Happening]:
    hour = timedelta(hours=1)
    doses = [(arrived + hour * after).isoformat() for after in (4, 12, 20, 28)]
    yield Happening("medication-plan", arrived + hour, {"drug": "salbutamol", "dose": "1", "due": doses})
    for dose in doses[:3]:
        yield Happening("medication", datetime.fromisoformat(dose), {"drug": "salbutamol", "for_due": dose})
    for after in (3, 8, 13, 20, 27, 32):
        kind = "main" if after % 8 == 0 else "light"
        yield Happening("meal", arrived + hour * after, {"meal": kind, "taken": True})
    for after, stage in ((5, "started"), (13, "ended"), (24, "started"), (33, "ended")):
        yield Happening("rest", arrived + hour * after, {"stage": stage, "reason": ""})
    for after, stage in ((14, "started"), (15, "break-started"), (16, "break-ended"), (17, "ended")):
        yield Happening("interview", arrived + hour * after, {"stage": stage})
    for after in (0, 3, 18):
        yield Happening("level", arrived + hour * after, {"level": 1 + after % 3, "intoxicated": after < 4})
        yield Happening("risk", arrived + hour * after, {"occasion": "change"})


def _visit(at: datetime) -> Happening:
    return Happening("visit", at, {"roused": True, "responses": ["eyes-open"], "asleep": False})
