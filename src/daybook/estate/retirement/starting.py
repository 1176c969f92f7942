"""What every retirement begins with, read from `starting.toml`. No tables are asked."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from daybook.estate.register.words import State

FILE = Path(__file__).with_name("starting.toml")


@dataclass(frozen=True, slots=True)
class StartingCriterion:
    gate: State
    text: str
    role: str = ""


@dataclass(frozen=True, slots=True)
class Starting:
    """`parity`: title by code."""

    parity: dict[str, str]
    criteria: tuple[StartingCriterion, ...]


@lru_cache(maxsize=1)
def starting() -> Starting:
    held = tomllib.loads(FILE.read_text())
    criteria = (
        StartingCriterion(State(each["gate"]), each["text"], each.get("role", ""))
        for each in held["criterion"]
    )
    return Starting({each["code"]: each["title"] for each in held["parity"]}, tuple(criteria))
