"""Each rule at its minute: what it last allows, and what it first does not, a minute apart.

A rule that is not in this table, or whose two sides are not a minute apart, fails.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import NamedTuple

import pytest
from tests.custody.clocks.detentions import (
    MINUTE,
    arrested,
    at,
    due,
    entry,
    extension,
    hospital,
    review,
    warrant,
)

from daybook.custody.clocks import RULES, Detained, Happening, clocks
from daybook.custody.clocks.limits import breaches

Answer = Callable[[datetime], bool]
REVIEWED = [*arrested(), review(at("16:20")), review(at("1:00", day=2))]
EVENING = at("22:30", day=2)
EXTENDED = [*REVIEWED, extension(at("10:00", day=2), EVENING)]
CHARGED = [*arrested(), entry("charged", at("15:00"), offences=["TH68001"])]
BAILED = [*arrested(), entry("bail", at("18:00"), until=at("9:00", day=30).isoformat(), rank="sergeant")]
DRUNK = entry("level", at("10:45"), level=2, intoxicated=True)
MAY, AUGUST, NOVEMBER, FEBRUARY = (
    datetime.fromisoformat(text)
    for text in (
        "2026-05-02T00:00+01:00",
        "2026-08-02T00:00+01:00",
        "2026-11-02T00:00+00:00",
        "2027-02-02T00:00+00:00",
    )
)
"""Arrested on 1 February: the midnights in London on which three, six, nine and twelve months are over."""


class Boundary(NamedTuple):
    """`allowed` is asked at both sides: the minute that is still or already lawful, and the next to it that is not."""

    what: str
    lawful: datetime
    unlawful: datetime
    allowed: Answer


def until(what: str, last: datetime, allowed: Answer) -> Boundary:
    return Boundary(what, last, last + MINUTE, allowed)


def since(what: str, first: datetime, allowed: Answer) -> Boundary:
    return Boundary(what, first, first - MINUTE, allowed)


def in_time(name: str, held: list[Happening], person: Detained | None = None) -> Answer:
    """Whether what is due is not overdue when somebody looks."""
    return lambda now: due(name, held, person).state(now) != "overdue"


def taken(held: list[Happening], make: Callable[[datetime], Happening]) -> Answer:
    """Whether the entry made of a minute is taken without a word."""
    return lambda minute: not list(breaches(clocks(held), make(minute)))


def bail_to(rank: str) -> Callable[[datetime], Happening]:
    return lambda end: entry("bail-extended", at("9:00", day=20), until=end.isoformat(), rank=rank)


def interview(minute: datetime, stage: str) -> Happening:
    return entry("interview", minute, stage=stage)


def rested(ended: datetime) -> bool:
    """Whether a rest from 22:00 to this minute counts as one."""
    stages = [entry("rest", at("22:00"), stage="started"), entry("rest", ended, stage="ended")]
    return due("rest", [*arrested(), *stages]).at > ended


def grown_up(charged: datetime) -> bool:
    """Whether one born on 1 August 2008 is no child any more when charged at this minute."""
    held = [*arrested(charged - timedelta(hours=3)), entry("charged", charged, offences=["TH68001"])]
    return clocks(held, Detained(date(2008, 8, 1))).due("local-authority") is None


def first_reminder(now: datetime) -> bool:
    """Whether at this minute the first reminder of a release under investigation is the one to come."""
    reminder = clocks([*arrested(), entry("under-investigation", at("18:00"))]).reminder(now)
    return reminder is not None and reminder.at == at("18:00", day=29)


BREAK = [*arrested(), interview(at("12:00"), "started"), interview(at("13:00"), "break-started")]
MEAL = entry("meal", at("13:05"), meal="main", taken=True)
LIGHT = [entry("meal", at(hour), meal="light", taken=True) for hour in ("12:00", "18:00")]
PLAN = entry("medication-plan", at("11:30"), drug="insulin", dose="1", due=[at("14:00").isoformat()])
CAPPED = [*EXTENDED, warrant(at("20:00", day=2)), warrant(at("7:00", day=4), 28)]

BOUNDARIES = {
    "DET-1": [until("24 hours from the relevant time", at("10:30", day=2), in_time("detention", arrested()))],
    "DET-2": [
        until("given", at("10:29", day=2), taken(REVIEWED, lambda now: extension(now, EVENING))),
        since("the second review", at("1:00", day=2), taken(REVIEWED, lambda now: extension(now, EVENING))),
        until("36 hours", EVENING, taken(REVIEWED, lambda end: extension(at("9:00", day=2), end))),
        until("its end", EVENING, in_time("detention", EXTENDED)),
    ],
    "DET-3": [
        until(
            "36 hours from issue",
            at("6:00", day=4),
            in_time("detention", [*EXTENDED, warrant(at("18:00", day=2))]),
        ),
        until("asked for in time", at("10:30", day=2), taken(REVIEWED, warrant)),
    ],
    "DET-4": [until("96 hours", at("10:30", day=5), in_time("detention", CAPPED))],
    "REV-1": [
        until("six hours from authorisation", at("16:50"), in_time("review", arrested())),
        until(
            "nine hours from the first",
            at("1:20", day=2),
            in_time("review", [*arrested(), review(at("16:20"))]),
        ),
        since("authorisation", at("10:50"), taken(arrested(), review)),
    ],
    "REV-2": [until("without a reason", at("16:50"), taken(arrested(), review))],
    "REL-1": [
        until(
            "at once", at("15:00"), in_time("release", [*arrested(), review(at("15:00"), outcome="release")])
        )
    ],
    "CHG-1": [until("the first sitting", at("10:00", day=2), in_time("court", CHARGED))],
    "CHILD-1": [
        until(
            "the sitting", at("10:00", day=2), in_time("local-authority", CHARGED, Detained(date(2012, 2, 1)))
        ),
        since("the birthday in London", datetime.fromisoformat("2026-08-01T00:00+01:00"), grown_up),
    ],
    "BAIL-1": [
        until(
            "three months",
            MAY,
            taken(
                arrested(),
                lambda end: BAILED[-1]._replace(details={"until": end.isoformat(), "rank": "sergeant"}),
            ),
        )
    ],
    "BAIL-2": [
        until("six months", AUGUST, taken(BAILED, bail_to("inspector"))),
        until(
            "while it lasts",
            at("9:00", day=30),
            taken(
                BAILED, lambda now: entry("bail-extended", now, until=AUGUST.isoformat(), rank="inspector")
            ),
        ),
    ],
    "BAIL-3": [until("nine months", NOVEMBER, taken(BAILED, bail_to("superintendent")))],
    "BAIL-4": [until("twelve months", FEBRUARY, taken(BAILED, bail_to("court")))],
    "BAIL-6": [
        until("three hours more", at("13:30", day=2), in_time("detention", arrested(basis="bail-breach"))),
        until("the first reminder", at("18:00", day=29), first_reminder),
    ],
    "CARE-1": [until("an hour", at("11:30"), in_time("visit", arrested()))],
    "CARE-2": [until("half an hour", at("11:00"), in_time("rousing", [*arrested(), DRUNK]))],
    "CARE-3": [
        until(
            f"level {level}",
            at(last),
            in_time(
                "visit", [*arrested(), entry("level", at("10:45"), level=level), entry("visit", at("11:00"))]
            ),
        )
        for level, last in ((1, "12:00"), (2, "11:30"), (3, "11:30"))
    ],
    "CARE-4": [
        until("a main meal", at("10:30", day=2), in_time("main-meal", arrested())),
        until("the second light meal", at("12:00", day=2), in_time("light-meal", [*arrested(), *LIGHT])),
    ],
    "CARE-5": [
        until("to begin it", at("2:30", day=2), in_time("rest", arrested())),
        since("eight hours", at("6:00", day=2), rested),
    ],
    "CARE-6": [
        until("two hours of questions", at("14:00"), in_time("interview-break", BREAK[:-1])),
        since("a break", at("13:15"), taken(BREAK, lambda now: interview(now, "break-ended"))),
        since(
            "a break for a meal",
            at("13:45"),
            taken([*BREAK, MEAL], lambda now: interview(now, "break-ended")),
        ),
    ],
    "CARE-7": [until("the plan", at("14:00"), in_time("medication", [*arrested(), PLAN]))],
    "CARE-8": [
        until("on arrival", at("11:30"), in_time("risk-assessment", arrested())),
        until(
            "back from hospital",
            at("15:00"),
            in_time(
                "risk-assessment",
                [
                    *arrested(),
                    entry("risk", at("10:40"), occasion="arrival"),
                    *hospital(("left", at("12:00")), ("returned", at("14:00"))),
                ],
            ),
        ),
        since(
            "the assessment before release",
            at("15:00"),
            taken(
                [*arrested(), entry("risk", at("15:00"), occasion="release")],
                lambda now: entry("released", now),
            ),
        ),
    ],
}
NO_MINUTE = {
    "REV-3": "says who is asked, not when",
    "BAIL-5": "says what is weighed and told, not when",
}
"""Both sides of their answers are in tests/custody/test_rules.py."""
CASES = [(rule, one) for rule, several in BOUNDARIES.items() for one in several]


@pytest.mark.parametrize(("rule", "one"), CASES, ids=[f"{rule}: {one.what}" for rule, one in CASES])
def test_the_rule_holds_to_the_minute(rule: str, one: Boundary) -> None:
    assert abs(one.unlawful - one.lawful) == MINUTE
    assert (one.allowed(one.lawful), one.allowed(one.unlawful)) == (True, False)


def test_every_rule_has_its_boundary() -> None:
    assert BOUNDARIES.keys() | NO_MINUTE.keys() == RULES.keys()
    assert all(BOUNDARIES.values())
