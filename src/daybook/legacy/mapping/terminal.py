"""`[terminal]`: how an old system with 3270 screens is driven, as data. Rows and columns count from 1.

A *screen* is known by words that stand at fixed places. A *way* leads from one screen to another by keys. What is
typed is named by the places of the body (`to` of a field), `{user}` and `{password}` stand for the connection's.
"""

import codecs
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from daybook.legacy.mapping.fixed import codepages

codepages.register()
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


class MessageSpec(Table):
    """`[terminal.message]`: the line with which it answers; its first `code` characters say which answer it is.

    `done`: written down. `wait`: not now. `duplicate`: it says itself that it holds this already.
    """

    row: int = Field(ge=1, le=ROWS)
    col: int = Field(ge=1, le=COLUMNS)
    length: int = Field(ge=1, le=COLUMNS)
    code: int = Field(ge=1, le=20)
    done: list[str] = Field(min_length=1)
    wait: list[str] = Field(default_factory=list)
    duplicate: list[str] = Field(default_factory=list)
    shut_out: list[str] = Field(default_factory=list)

    @property
    def cell(self) -> Cell:
        return Cell(row=self.row, col=self.col, length=self.length)


class FindSpec(Table):
    """`[terminal.find]`: finding a record again by our number, so that nothing is entered twice.

    `record` is the screen that shows the one found; on it stand `reference` and `state`. `none` are the codes of the
    message that there is nothing, `many` the screen that lists several.
    """

    steps: list[Step] = Field(min_length=1)
    record: str
    reference: str
    state: str
    live: list[str] = Field(min_length=1)
    none: list[str] = Field(min_length=1)
    many: str | None = None


class WaySpec(Table):
    """The way of one verb: `open` leads from home (new) or from the found record to the first of `screens`.

    On each screen its fields are typed, then `next` is pressed, on the last one `save`.
    """

    open: list[Step] = Field(min_length=1)
    screens: list[str] = Field(min_length=1)
    next: str = Field(default="ENTER", pattern=KEY)
    save: str = Field(pattern=KEY)


class FormSpec(Table):
    """`[terminal.form.<NAME>]`: how one kind of record is entered, amended and withdrawn."""

    create: WaySpec
    amend: WaySpec
    withdraw: WaySpec

    def way(self, verb: str) -> WaySpec:
        found: WaySpec = getattr(self, verb)
        return found


class TerminalSpec(Table):
    """`[terminal]`. `form` is the place in the body that names the form.

    `in_doubt_seconds`: within these the host has finished or undone what it was at, even when the line is gone.
    """

    code_page: str
    model: Literal["3278-2"] = "3278-2"
    home: str
    form: str
    in_doubt_seconds: float = Field(gt=0)
    message: MessageSpec
    find: FindSpec
    screen: list[ScreenSpec] = Field(min_length=2)
    forms: dict[str, FormSpec] = Field(alias="entry", min_length=1)

    @field_validator("code_page")
    @classmethod
    def known(cls, code_page: str) -> str:
        try:
            codecs.lookup(code_page)
        except LookupError as error:
            raise ValueError(f"'{code_page}' is no code page. Write one such as cp285 or cp037.") from error
        return code_page

    @model_validator(mode="after")
    def joined(self) -> "TerminalSpec":
        for problem in self._problems():
            raise ValueError(problem)
        return self

    def named(self, name: str) -> ScreenSpec:
        """A screen by its name."""
        return next(screen for screen in self.screen if screen.name == name)

    def _problems(self) -> list[str]:
        """What does not fit together between the tables."""
        known = {screen.name: screen for screen in self.screen}
        found = [f"names the screen '{name}', which no [[terminal.screen]] describes." for name in self._names()
                 if name not in known]  # fmt: skip
        if found:
            return found
        steps = [*self.find.steps, *(step for form in self.forms.values() for step in _steps(form))]
        found += [
            f"types into '{name}' on the screen '{step.on}', which has no such field."
            for step in steps for name in step.type if name not in known[step.on].fields
        ]  # fmt: skip
        lacking = {self.find.reference, self.find.state} - set(known[self.find.record].fields)
        return found + [f"find: the screen '{self.find.record}' has no field '{name}'." for name in lacking]

    def _names(self) -> list[str]:
        ways = [form.way(verb) for form in self.forms.values() for verb in ("create", "amend", "withdraw")]
        steps = [*self.find.steps, *(step for way in ways for step in way.open)]
        listed = [name for way in ways for name in way.screens]
        more = [self.find.many] if self.find.many else []
        return [self.home, self.find.record, *more, *listed, *(step.on for step in steps)]


def _steps(form: FormSpec) -> list[Step]:
    return [*form.create.open, *form.amend.open, *form.withdraw.open]
