"""A year of closed custody records, drawn from the arrests of the loaded force, for figures and for search."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.demo.custody.stays import Said, Stay

ENDINGS = (
    ("no-further-action", {"reason": "evidence"}, "no-further-action"),
    ("under-investigation", {"told": True}, "under-investigation"),
    ("charged", {"offences": [{"code": "TH68010"}], "test": "full", "notice": True}, "charged-bail"),
)
FORCE = {"tactics": ["handcuffs-compliant"], "reason": "To bring the person safely into the suite."}
STRIP = {
    "grounds": "Information that a blade is hidden.",
    "place": "Search room 1",
    "present": "Two officers",
    "same_sex": True,
}


def told(arrest: UUID, at: datetime, child: bool, people: dict[str, UUID]) -> list[Said]:
    """What was written of one closed stay; the same arrest gives the same stay."""
    rng = Random(arrest.int)  # noqa: S311
    arrived = at + timedelta(minutes=rng.randint(25, 70))
    waited = timedelta(minutes=rng.randint(4, 45))
    stayed = timedelta(minutes=rng.randint(150, 22 * 60))
    said = list(_arrival(arrived, waited, rng, people))
    if child:
        said += _adult(arrived + waited, rng, people)
    said += _interview(arrived, stayed, people)
    said += _wrong(arrived + stayed * 0.3, rng)
    return said + _ending(arrived + stayed, child, rng, people)


def stay(suite: UUID, person: UUID, arrest: UUID, said: list[Said], by: UUID) -> Stay:
    return Stay(suite, person, arrest, by, sorted(said, key=lambda one: one.at))


def _arrival(arrived: datetime, waited: timedelta, rng: Random, people: dict[str, UUID]) -> Iterator[Said]:
    seen, delay = arrived + waited, "The desk was busy." if waited > timedelta(minutes=30) else ""
    first = {"basis": "arrest", "condition": "No injury seen.", "seen_at": seen.isoformat(), "delay": delay}
    yield Said("arrival", arrived, first)
    grounds = {"grounds": ["QUESTIONING"], "told": True}
    yield Said("authorised", seen + timedelta(minutes=3), grounds, people["custody"])
    if rng.random() < FORCE_SHARE:
        yield Said("force-used", arrived + timedelta(minutes=1), FORCE)
    if rng.random() < STRIP_SHARE:
        yield Said("strip-search", seen + timedelta(minutes=12), STRIP, people["custody"])


def _wrong(at: datetime, rng: Random) -> Iterator[Said]:
    """A stay in six has something that went wrong, and was told."""
    drawn = rng.random()
    for kind, share, details in WRONG:
        if drawn < share:
            yield Said(kind, at, details)
            return
        drawn -= share


WRONG: tuple[tuple[str, float, dict[str, Any]], ...] = (
    (
        "complaint",
        0.05,
        {"about": "treatment", "words": "Said that the cell was cold.", "told": "2205, at once"},
    ),
    (
        "near-miss",
        0.03,
        {"words": "A lighter was found in a coat that had been searched.", "done": "Searched again."},
    ),
    ("late-check", 0.08, {"minutes": 9, "why": "busy", "words": "Three arrivals at once.", "told": "2205"}),
)
"""What went wrong, in which share of the stays, and what was written of it."""
FORCE_SHARE, STRIP_SHARE = 0.2, 0.06
DECIDED_AFTER = timedelta(days=20)
"""Before the first reminder of an investigation that goes on after release (28 days)."""


def _adult(seen: datetime, rng: Random, people: dict[str, UUID]) -> list[Said]:
    """A child's appropriate adult: asked for at once, there after a while."""
    who: dict[str, Any] = {"name": "A parent", "relation": "parent"}
    came = seen + timedelta(minutes=rng.randint(40, 400))
    return [
        Said("appropriate-adult", seen + timedelta(minutes=5), {"stage": "needed"}, people["custody"]),
        Said("appropriate-adult", seen + timedelta(minutes=9), {"stage": "asked", **who}),
        Said("appropriate-adult", came, {"stage": "arrived", **who}),
    ]


def _interview(arrived: datetime, stayed: timedelta, people: dict[str, UUID]) -> list[Said]:
    begins = arrived + stayed * 0.55
    asked = {"stage": "started", "officers": "1201", "caution": True}
    return [
        Said("interview", begins, asked),
        Said("interview", begins + timedelta(minutes=28), {"stage": "ended"}),
    ]


def _ending(left: datetime, child: bool, rng: Random, people: dict[str, UUID]) -> list[Said]:
    kind, details, disposal = rng.choice(ENDINGS)
    before = {"occasion": "release", "markers_checked": True}
    gone = {"disposal": disposal, "property_returned": True, "collected_by": "A parent" if child else ""}
    said = [
        Said(kind, left - timedelta(minutes=25), details, people["custody"]),
        Said("risk", left - timedelta(minutes=10), before, people["custody"]),
        Said("released", left, gone, people["custody"]),
    ]
    decided = left + DECIDED_AFTER
    if kind == "under-investigation" and decided < timezone.now():
        said.append(Said("no-further-action", decided, {"reason": "evidence"}, people["custody"]))
    return said
