"""What a field of a sheet is: its name, label and kind, and who is shown it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from daybook.estate.register.words import Word

Kind = Literal[
    "text",
    "code",
    "long",
    "list",
    "day",
    "money",
    "whole",
    "decimal",
    "choice",
    "measure",
    "measures",
    "user",
    "year",
    "quarter",
]
"""`code` is the number of a row; `money` whole pence inside and pounds in files; a `list` is parted by semicolons;
`user` is a collar number."""


class Shown(StrEnum):
    """The policy of the public version: a field is shown to everyone, or left out for the reason given."""

    EVERYONE = "everyone"
    COMMERCIAL = "commercial"
    SECURITY = "security"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Field:
    """One field; `name` is the column of the sheet's model."""

    name: str
    label: str
    kind: Kind = "text"
    shown: Shown = Shown.EVERYONE
    words: type[Word] | None = None
    needed: bool = False
    longest: int = 120
    least: int = 0
    most: int = 9999
    hint: str = ""
