"""When a person's record falls due, under which group and why. Plain code over what happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from daybook.records.retention.schedule import Code, Schedule

SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event the person is in. `subject`: suspect, victim, witness or other. `classes`: such as 046/00."""

    day: date
    subject: str
    report: str
    status: str
    classes: tuple[str, ...] = ()
    indictable_only: bool = False


@dataclass(frozen=True, slots=True)
class Due:
    """`earliest`: before that day nothing may be disposed of, whatever a review says; None where none is known."""

    group: Code
    on: date
    reason: str
    earliest: date | None


def due(
    schedule: Schedule,
    happenings: Sequence[Happening],
    recorded: date,
    born: date | None,
    kept_until: date | None = None,
) -> Due:
    """By the highest group of anything that happened, the last event restarting the clear period."""
    groups: list[Code] = [group_of(schedule, one) for one in happenings]
    group: Code = min(groups, default="4")
    rule = schedule.groups[group]
    reasons = [_clear(schedule, one, rule.clear_years) for one in happenings]
    reasons.append(
        (plus(recorded, schedule.minimum_years), f"recorded {_day(recorded)}, minimum of all records")
    )
    if kept_until:
        reasons.append((kept_until, "kept at the last review until then"))
    on, why = max(reasons, key=lambda one: one[0])
    return Due(group, on, f"Group {group}, {rule.title.lower()}: {why}", _earliest(rule.until_age, born, on))


def group_of(schedule: Schedule, one: Happening) -> Code:
    """The group of one event for this person."""
    if one.subject != SUSPECT:
        return "4"
    classes = {code.partition("/")[0].lstrip("0") for code in one.classes}
    if classes & set(schedule.offences.get("1", ())):
        return "1"
    return "2" if one.indictable_only or classes & set(schedule.offences.get("2", ())) else "3"


def _clear(schedule: Schedule, one: Happening, clear: int) -> tuple[date, str]:
    for long in schedule.long:
        if one.report == long.report and one.status in long.statuses:
            return plus(one.day, long.years), f"{long.reason}, {long.years} years from {_day(one.day)}"
    years = clear if one.subject == SUSPECT else schedule.groups["4"].clear_years
    what = "last event of concern" if one.subject == SUSPECT else "last event"
    return plus(one.day, years), f"{what} {_day(one.day)}, clear period {years} years"


def _earliest(until_age: int | None, born: date | None, on: date) -> date | None:
    if until_age is None:
        return on
    return max(on, plus(born, until_age)) if born else None


def plus(day: date, years: int) -> date:
    """The same day so many years on; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
