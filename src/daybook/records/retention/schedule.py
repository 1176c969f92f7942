"""The retention schedule: data in `schedule.toml`, checked when it is loaded."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

FILE = Path(__file__).with_name("schedule.toml")
Code = Literal["1", "2", "3", "4"]
Years = Annotated[int, Field(ge=1, le=150)]


class ScheduleError(ValueError):
    """The file is no schedule; the message names the place in it and what is wrong."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Group(_Part):
    """`clear_years`: how long after the last event of concern a review falls due; `again_years`: after a review."""

    title: str
    clear_years: Years
    again_years: Years
    until_age: Years | None = None


class Long(_Part):
    """A report that keeps for longer while it stands in one of the statuses."""

    report: str
    statuses: list[str]
    years: Years
    reason: str


class Ceiling(_Part):
    """How many people one order may dispose of: a number, and a share of all people on record."""

    people: Annotated[int, Field(ge=1)]
    share: Annotated[float, Field(gt=0, le=0.1)]

    def of(self, on_record: int) -> int:
        """The lower of the two, but one."""
        return min(self.people, max(1, int(on_record * self.share)))


class Schedule(_Part):
    version: Annotated[str, Field(min_length=1, max_length=16)]
    source: Annotated[str, Field(min_length=10)]
    minimum_years: Years
    ceiling: Ceiling
    groups: dict[Code, Group]
    offences: dict[Literal["1", "2"], list[str]]
    long: list[Long]
    criteria: dict[str, str]

    @model_validator(mode="after")
    def _whole(self) -> Self:
        missing = {"1", "2", "3", "4"} - self.groups.keys()
        if missing:
            raise ValueError(f"the groups {', '.join(sorted(missing))} are missing")
        twice = set(self.offences.get("1", ())) & set(self.offences.get("2", ()))
        if twice:
            raise ValueError(f"the offence classes {', '.join(sorted(twice))} stand in two groups")
        if any(group.clear_years < self.minimum_years for group in self.groups.values()):
            raise ValueError(f"no clear period may be shorter than the minimum of {self.minimum_years} years")
        return self


def read(text: str) -> Schedule:
    """A schedule from the file's text; ScheduleError says what is wrong where."""
    try:
        return Schedule.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ScheduleError(f"The retention schedule is not TOML: {error}.") from None
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"])) or "as a whole"
        raise ScheduleError(f"The retention schedule, {place}: {first['msg']}.") from None


@cache
def schedule() -> Schedule:
    """The one in force."""
    return read(FILE.read_text())
