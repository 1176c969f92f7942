"""What the map of a terminal is made of: cells, the words by which a screen is known, steps, screens.

Rows and columns count from 1. What is typed is named by places in braces: `{SURNAME}`.
"""

import re

from pydantic import BaseModel, ConfigDict, Field

KEY = r"^(ENTER|CLEAR|PA[123]|PF([1-9]|1[0-9]|2[0-4]))$"
SLOT = re.compile(r"\{([\w.]+)\}")
ROWS, COLUMNS = 24, 80


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Cell(Table):
    """A place on the screen; `length` may run on over the following rows."""

    row: int = Field(ge=1, le=ROWS)
    col: int = Field(ge=1, le=COLUMNS)
    length: int = Field(default=1, ge=1, le=ROWS * COLUMNS)

    @property
    def at(self) -> int:
        """The cell's number from 0."""
        return (self.row - 1) * COLUMNS + self.col - 1


class Words(Table):
    """Fixed words by which a screen is known."""

    row: int = Field(ge=1, le=ROWS)
    col: int = Field(ge=1, le=COLUMNS)
    text: str = Field(min_length=1)

    @property
    def cell(self) -> Cell:
        return Cell(row=self.row, col=self.col, length=len(self.text))


class Step(Table):
    """On this screen: type these, press this key."""

    on: str
    type: dict[str, str] = Field(default_factory=dict)
    press: str = Field(default="ENTER", pattern=KEY)

    @property
    def slots(self) -> set[str]:
        """What is put into the typed words."""
        return {name for words in self.type.values() for name in SLOT.findall(words)}


class Unasked(Table):
    """What to do when a screen comes that nobody asked for, such as a sign-on or a message to all."""

    type: dict[str, str] = Field(default_factory=dict)
    press: str = Field(default="ENTER", pattern=KEY)


class ScreenSpec(Table):
    """`[[terminal.screen]]`: `leave` is the key that leads back towards the home screen."""

    name: str = Field(min_length=1)
    shows: list[Words] = Field(min_length=1)
    fields: dict[str, Cell] = Field(default_factory=dict)
    leave: str | None = Field(default=None, pattern=KEY)
    unasked: Unasked | None = None
