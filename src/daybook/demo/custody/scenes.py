"""Who is in the demonstration's suites, each in a stage of their own; every time is minutes before now.

Nobody here is real. Each scene is what was written in one custody record, in the order it happened.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, NamedTuple

HOUR, DAY = 60, 1440


class Line(NamedTuple):
    """One entry of a scene. `part` is who wrote it: custody, inspector, health; empty for the detention officer."""

    kind: str
    at: datetime
    details: dict[str, Any]
    part: str


@dataclass
class Tale:
    """What is written, entry by entry. `cell` is the detainee's; `back` are minutes before `now`, `on` after it."""

    now: datetime
    cell: str
    said: list[Line] = field(default_factory=list)

    def at(self, back: float, kind: str, by: str = "", **details: Any) -> Tale:
        self.said.append(Line(kind, self.now - timedelta(minutes=back), details, by))
        return self

    def on(self, minutes: float) -> str:
        """A moment from now, as details hold it."""
        return (self.now + timedelta(minutes=minutes)).isoformat()

    def arrived(self, back: float, condition: str = "Calm, no injury seen.", **more: Any) -> Tale:
        return self.at(back, "arrival", basis="arrest", condition=condition, **more)

    def booked_in(self, back: float, condition: str = "Calm, no injury seen.", **risk: Any) -> Tale:
        """Arrived, authorised, rights, risk, search and a cell, over half an hour."""
        said = {
            "grounds": ["QUESTIONING"],
            "grounds_words": "To obtain evidence by questioning.",
            "told": True,
        }
        self.arrived(back, condition)
        self.at(back - 9, "authorised", by="custody", **said)
        self.at(back - 11, "right", by="custody", right="someone-informed", step="declined")
        self.at(back - 12, "right", by="custody", right="legal-advice", step="wanted")
        answers = {"occasion": "arrival", "markers_checked": True, "escort_asked": True, **risk}
        self.at(back - 16, "risk", by="custody", **answers)
        self.at(back - 20, "property", nothing=True)
        return self.at(back - 24, "movement", to="cell", cell=self.cell)

    def level(self, back: float, level: int, *, intoxicated: bool = False, reason: str = "") -> Tale:
        return self.at(back, "level", by="custody", level=level, intoxicated=intoxicated, reason=reason)

    def visits(self, first: float, last: float, every: float, **seen: Any) -> Tale:
        """A visit every so many minutes, the last one `last` minutes ago."""
        back = last
        while back <= first:
            self.at(back, "visit", **({"seen": "Awake, spoke clearly."} | seen))
            back += every
        return self


@dataclass(frozen=True, slots=True)
class Scene:
    """One detainee. `age` is the span of years from which the person is taken, `sex` 1 male, 2 female."""

    suite: str
    cell: str
    arrested: float
    tell: Callable[[Tale], Tale]
    age: tuple[int, int] = (19, 60)
    sex: str = "1"


ROUSED = {
    "asleep": True,
    "roused": True,
    "responses": ["woke", "name", "arms"],
    "seen": "Slow but right answers.",
}


def just_arrived(tale: Tale) -> Tale:
    return tale.arrived(6, "Complains of a sore wrist; no swelling seen.", handcuffed=True)


def waiting(tale: Tale) -> Tale:
    return tale.arrived(24, "Talkative, smells of drink.")


def rights_given(tale: Tale) -> Tale:
    tale.booked_in(55).level(30, 1)
    return tale.at(28, "solicitor", stage="called", name="Duty solicitor", firm="Harbour Lane Solicitors")


def in_interview(tale: Tale) -> Tale:
    tale.booked_in(4 * HOUR).level(3.6 * HOUR, 1).visits(3.2 * HOUR, 60, 55)
    tale.at(95, "meal", meal="main", taken=True).at(50, "solicitor", stage="arrived", name="Ms Harrow")
    return tale.at(25, "interview", stage="started", officers="1201", place="Interview room 1", caution=True)


def in_hospital(tale: Tale) -> Tale:
    tale.booked_in(
        5 * HOUR, "Cut above the left eye.", concerns=["INJURY"], words="Says he fell.", plan="Nurse."
    )
    tale.level(4.6 * HOUR, 1).visits(4.5 * HOUR, 80, 55)
    tale.at(14, "visit", seen="With the escort at the hospital.")
    tale.at(75, "health-professional", stage="seen", name="S Rawal", findings="Needs stitches.")
    tale.at(55, "hospital", stage="left", hospital="Averwick General", escort="Two constables")
    return tale.at(35, "hospital", stage="arrived", hospital="Averwick General")


def review_soon(tale: Tale) -> Tale:
    tale.booked_in(5.8 * HOUR).level(5.4 * HOUR, 1).visits(5 * HOUR, 20, 55)
    return tale.at(2 * HOUR, "meal", meal="main", taken=True)


def review_overdue(tale: Tale) -> Tale:
    tale.booked_in(6.35 * HOUR).level(6 * HOUR, 1).visits(5.6 * HOUR, 15, 55)
    return tale.at(3 * HOUR, "meal", meal="light", taken=False)


def child(tale: Tale) -> Tale:
    tale.booked_in(
        75, "Frightened, first time in custody.", concerns=["FIRST-TIME"], words="Worried.", plan="Talk."
    )
    tale.at(58, "appropriate-adult", stage="needed")
    tale.at(52, "appropriate-adult", stage="asked", name="A parent", relation="parent", expected=tale.on(-12))
    return tale.level(50, 2, reason="A child alone.").visits(45, 5, 30)


def intoxicated(tale: Tale) -> Tale:
    tale.booked_in(3 * HOUR, "Unsteady, slurred speech.", concerns=["ALCOHOL"], words="Drunk.", plan="Rouse.")
    tale.level(2.6 * HOUR, 2, intoxicated=True, reason="Annex H: roused every half hour.")
    return tale.visits(2.5 * HOUR, 22, 30, **ROUSED)


def charged(tale: Tale) -> Tale:
    tale.booked_in(13 * HOUR).level(12.6 * HOUR, 1).visits(12 * HOUR, 30, 55)
    tale.at(7.2 * HOUR, "review", by="inspector", **REVIEWED)
    tale.at(3 * HOUR, "charged", by="custody", offences=[{"code": "TH68010"}], test="full", notice=True)
    tale.at(
        2.8 * HOUR,
        "remand",
        by="custody",
        court="Averwick Magistrates",
        hearing=tale.on(DAY),
        grounds=["ABSCOND"],
    )
    return tale.at(70, "meal", meal="main", taken=True)


def on_medication(tale: Tale) -> Tale:
    tale.booked_in(
        4.5 * HOUR, concerns=["MEDICATION"], words="Takes tablets for epilepsy.", plan="Nurse to see."
    )
    tale.level(4 * HOUR, 2).visits(3.9 * HOUR, 12, 30)
    return tale.at(
        3.5 * HOUR, "medication-plan", by="health", drug="Sodium valproate", dose="200 mg", due=[tale.on(14)]
    )


def at_rest(tale: Tale) -> Tale:
    tale.booked_in(9 * HOUR).level(8.6 * HOUR, 1).visits(8 * HOUR, 3.2 * HOUR, 55)
    tale.at(3.1 * HOUR, "review", by="inspector", **REVIEWED)
    return tale.at(3 * HOUR, "rest", stage="started").visits(
        2.6 * HOUR, 25, 55, asleep=True, seen="Breathing."
    )


def close_watch(tale: Tale) -> Tale:
    risk = {"concerns": ["SELF-HARM", "SUICIDE"], "words": "Said he would harm himself.", "plan": "In sight."}
    tale.booked_in(2 * HOUR, "Tearful.", **risk).level(95, 4, reason="An officer within arm's reach.")
    return tale.at(90, "health-professional", stage="called", reason="Risk of self-harm")


def vulnerable(tale: Tale) -> Tale:
    tale.booked_in(3.2 * HOUR, concerns=["LEARNING"], words="Cannot read well.", plan="Appropriate adult.")
    tale.at(
        2.9 * HOUR,
        "vulnerability",
        by="custody",
        vulnerable=True,
        signs=["READING"],
        seen="Asked for help.",
    )
    tale.at(2.8 * HOUR, "appropriate-adult", stage="asked", name="Scheme volunteer", relation="scheme")
    tale.at(1.5 * HOUR, "appropriate-adult", stage="arrived", name="Scheme volunteer", relation="scheme")
    return (
        tale.at(2.7 * HOUR, "interpreter", stage="asked", language="Polish")
        .level(2.6 * HOUR, 1)
        .visits(140, 30, 55)
    )


def second_review(tale: Tale) -> Tale:
    tale.booked_in(14 * HOUR).level(13.5 * HOUR, 1).visits(13 * HOUR, 31, 58)
    tale.at(8.2 * HOUR, "review", by="inspector", **REVIEWED)
    tale.at(8 * HOUR, "meal", meal="main", taken=True).at(4 * HOUR, "meal", meal="light", taken=True)
    return tale


REVIEWED = {
    "outcome": "continue",
    "grounds": "A witness is still to be seen and the detainee to be interviewed.",
    "mode": "in-person",
    "reviewer_rank": "inspector",
}


def ordinary(back: float) -> Callable[[Tale], Tale]:
    def tell(tale: Tale) -> Tale:
        return tale.booked_in(back).level(back - 26, 1).visits(back - 50, 12, 52)

    return tell


def on_bail(tale: Tale) -> Tale:
    tale.booked_in(2 * DAY).level(2 * DAY - 30, 1)
    until = {"until": tale.on(25 * DAY), "station": "Averwick", "necessary": True, "heard": True}
    why = {
        "grounds": "Forensic results are awaited.",
        "conditions": ["residence"],
        "conditions_words": "At home.",
    }
    tale.at(2 * DAY - 8 * HOUR, "bail", by="custody", **until, **why, rank="sergeant")
    return _left(tale, 2 * DAY - 8.3 * HOUR, "pre-charge-bail")


def under_investigation(tale: Tale) -> Tale:
    tale.booked_in(27.5 * DAY).level(27.5 * DAY - 30, 1)
    tale.at(27.2 * DAY, "under-investigation", by="custody", reason="Phone is examined.", told=True)
    return _left(tale, 27.1 * DAY, "under-investigation")


def _left(tale: Tale, back: float, disposal: str) -> Tale:
    tale.at(back + 10, "risk", by="custody", occasion="release", markers_checked=True)
    return tale.at(back, "released", by="custody", disposal=disposal, property_returned=True)


HERE, THERE = "averwick", "tarnholt"
SCENES = (
    Scene(HERE, "", 40, just_arrived),
    Scene(HERE, "", 70, waiting),
    Scene(HERE, "M1", 85, rights_given),
    Scene(HERE, "M2", 4.6 * HOUR, in_interview),
    Scene(HERE, "M3", 5.5 * HOUR, in_hospital),
    Scene(HERE, "M4", 6.2 * HOUR, review_soon),
    Scene(HERE, "M5", 6.9 * HOUR, review_overdue),
    Scene(HERE, "D1", 110, child, (14, 16)),
    Scene(HERE, "M6", 3.6 * HOUR, intoxicated),
    Scene(HERE, "M7", 13.5 * HOUR, charged),
    Scene(HERE, "F1", 5 * HOUR, on_medication, (25, 50), "2"),
    Scene(HERE, "M8", 9.5 * HOUR, at_rest),
    Scene(HERE, "M9", 2.5 * HOUR, close_watch),
    Scene(HERE, "F2", 3.7 * HOUR, vulnerable, (20, 55), "2"),
    Scene(HERE, "M10", 14.5 * HOUR, second_review),
    Scene(THERE, "M1", 2.6 * HOUR, ordinary(2 * HOUR)),
    Scene(THERE, "M2", 3.4 * HOUR, ordinary(3 * HOUR)),
    Scene(THERE, "F1", 4.4 * HOUR, ordinary(4 * HOUR), (19, 60), "2"),
    Scene(THERE, "M3", 7 * HOUR, review_overdue),
    Scene(THERE, "", 45, just_arrived),
)
"""Who is here. A cell is given to one person only."""

GONE = (
    Scene(HERE, "M11", 2 * DAY + 60, on_bail),
    Scene(HERE, "M12", 27.5 * DAY + 60, under_investigation),
)
"""Who was here and is waited for: on pre-charge bail, and released under investigation four weeks ago."""
