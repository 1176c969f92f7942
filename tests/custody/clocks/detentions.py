"""Detentions for the tests of the clocks: moments as people say them, and entries in few words."""

from datetime import UTC, datetime, timedelta

from daybook.custody.clocks import Clocks, Detained, Due, Happening, clocks

MINUTE = timedelta(minutes=1)
HELD = {
    "rank": "superintendent",
    "indictable": True,
    "necessary": True,
    "diligent": True,
    "representations": True,
}


def at(text: str, day: int = 1) -> datetime:
    """`10:30` of a day in February 2026, when London keeps UTC; days may run past the month's end."""
    hours, minutes = text.split(":")
    return datetime(2026, 2, 1, tzinfo=UTC) + timedelta(days=day - 1, hours=int(hours), minutes=int(minutes))


def entry(kind: str, moment: datetime, **details: object) -> Happening:
    return Happening(kind, moment, details)


def arrested(arrival: datetime | None = None, **details: object) -> list[Happening]:
    """The worked case of the reference: arrested at 10:00, at the station at 10:30, authorised at 10:50."""
    arrived = arrival or at("10:30")
    arrest = (arrived - timedelta(minutes=30)).isoformat()
    return [
        entry("arrival", arrived, **({"basis": "arrest", "arrested_at": arrest} | details)),
        entry("authorised", arrived + timedelta(minutes=20), grounds=["to obtain evidence by questioning"]),
    ]


def review(moment: datetime, rank: str = "inspector", outcome: str = "continue") -> Happening:
    return entry("review", moment, reviewer_rank=rank, outcome=outcome, mode="in-person")


def extension(moment: datetime, ends: datetime, **details: object) -> Happening:
    return entry("extension", moment, **(HELD | {"until": ends.isoformat()} | details))


def warrant(moment: datetime, hours: int = 36) -> Happening:
    return entry("warrant", moment, hours=hours)


def hospital(*stages: tuple[str, datetime]) -> list[Happening]:
    return [entry("hospital", moment, stage=stage) for stage, moment in stages]


def due(what: str, happenings: list[Happening], person: Detained | None = None) -> Due:
    """The one due time of this name, which must be there."""
    found = clocks(happenings, person).due(what)
    assert found is not None, f"no {what} is due"
    return found


def opening(found: Clocks, what: str) -> Due | None:
    return next((due for due in found.openings if due.what == what), None)
