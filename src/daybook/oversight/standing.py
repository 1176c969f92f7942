"""Where a recommendation stands: computed from its date, its evidence and its measure, never typed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from django.utils import timezone

from daybook.oversight.measures.registry import Reading, said
from daybook.oversight.models import Evidence, Recommendation
from daybook.oversight.sheets.words import Accepted, Aim

SILENT = timedelta(days=90)
NEAR = timedelta(days=30)


class Stage(StrEnum):
    """What the status says; `colour` is that of its tag."""

    NOT_ANSWERED = "not-answered"
    NOT_ACCEPTED = "not-accepted"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OVERDUE = "overdue"
    READY = "ready"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def colour(self) -> str:
        return LABELS[self][1]


LABELS = {
    Stage.NOT_ANSWERED: ("Not answered", "yellow"),
    Stage.NOT_ACCEPTED: ("Not accepted", "grey"),
    Stage.ON_TRACK: ("Green: on track", "green"),
    Stage.AT_RISK: ("Amber: at risk", "orange"),
    Stage.OVERDUE: ("Red: overdue", "red"),
    Stage.READY: ("Done, waits for an independent check", "blue"),
    Stage.CLOSED: ("Closed", "turquoise"),
}
BY_HAND = (Stage.ON_TRACK, Stage.AT_RISK, Stage.OVERDUE)
"""What a status may be set to by hand: never done, never closed."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the status is computed from. `heard_on` is the day of the last update or evidence."""

    accepted: str
    due: date | None
    evidence: int
    heard_on: date | None
    closed: bool
    reading: Reading | None = None
    aim: str = ""
    aim_value: float | None = None

    @property
    def metric_met(self) -> bool | None:
        """Whether the measure is where it should be; None where none is tied to it, or none is measured."""
        if self.reading is None or self.reading.value is None or self.aim_value is None or not self.aim:
            return None
        least = self.aim == Aim.AT_LEAST
        return self.reading.value >= self.aim_value if least else self.reading.value <= self.aim_value


@dataclass(frozen=True, slots=True)
class Standing:
    """`stage` is what counts; `computed` what it would be without the override; `why` a sentence for each reason."""

    stage: Stage
    computed: Stage
    why: list[str] = field(default_factory=list)
    overridden: bool = False


def computed(facts: Facts, today: date) -> tuple[Stage, list[str]]:
    """The stage, and why. The first of these that holds: closed, not accepted, done, overdue, at risk, on track."""
    if facts.closed:
        return Stage.CLOSED, ["Closed by somebody who is not its owner."]
    if facts.accepted == Accepted.NO:
        return Stage.NOT_ACCEPTED, ["The force did not accept it."]
    if facts.evidence and _measure_allows(facts):
        return Stage.READY, ["There is evidence, and the measure does not speak against it."]
    if facts.due and facts.due < today:
        return Stage.OVERDUE, [f"It was due {(today - facts.due).days:,} days ago.", *_missing(facts)]
    if not facts.accepted:
        return Stage.NOT_ANSWERED, ["Nobody has said whether it is accepted."]
    doubts = _doubts(facts, today)
    return (
        (Stage.AT_RISK, doubts) if doubts else (Stage.ON_TRACK, ["It has time left and was heard of lately."])
    )


def _measure_allows(facts: Facts) -> bool:
    """A tied measure must be where it should be; without an aim for it, evidence alone counts."""
    return facts.metric_met is True or facts.aim_value is None


def _missing(facts: Facts) -> list[str]:
    if not facts.evidence:
        return ["There is no evidence."]
    if facts.metric_met is None:
        return ["There is evidence, but what it is measured by is not measured."]
    return ["There is evidence, but the measure is not where it should be."]


def _doubts(facts: Facts, today: date) -> list[str]:
    doubts = []
    if facts.due is None:
        doubts.append("No date is set by which it is due.")
    elif facts.due - today <= NEAR:
        doubts.append(f"It is due in {(facts.due - today).days} days. {_missing(facts)[0]}")
    if facts.heard_on is None or today - facts.heard_on > SILENT:
        doubts.append("Nothing was heard of it for 90 days.")
    return doubts


def standing(
    row: Recommendation,
    reading: Reading | None,
    evidence: Sequence[Evidence],
    due: date | None,
    heard_on: date | None,
) -> Standing:
    """The standing of a recommendation today; an override counts for ninety days."""
    today = timezone.localdate()
    aim_value = None if row.aim_value is None else float(row.aim_value)
    facts = Facts(
        row.accepted, due, len(evidence), heard_on, row.closed_at is not None, reading, row.aim, aim_value
    )
    stage, why = computed(facts, today)
    if reading is not None and row.measure:
        why.append(measured(row, reading))
    set_on = row.override_at and timezone.localdate(row.override_at)
    if stage in (Stage.CLOSED, Stage.NOT_ACCEPTED) or not row.override or not set_on:
        return Standing(stage, stage, why)
    if today - set_on > SILENT:
        return Standing(stage, stage, [*why, "A status set by hand has lapsed after 90 days."])
    return Standing(Stage(row.override), stage, why, overridden=True)


def measured(row: Recommendation, reading: Reading) -> str:
    """What the measure says, and what it should."""
    if reading.value is None:
        return f"Its measure: {reading.why}"
    wanted = ""
    if row.aim and row.aim_value is not None:
        wanted = f"; it should be {Aim(row.aim).label.lower()} {said(row.measure, float(row.aim_value))}"
    return f"Measured now: {said(row.measure, reading.value)}{wanted}."
