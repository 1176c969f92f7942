"""`[terminal]`: how an old system with 3270 screens is driven, as data. Rows and columns count from 1.

A *screen* is known by words that stand at fixed places. A *way* leads from one screen to another by keys. What is
typed is named by the places of the body (`to` of a field), `{user}` and `{password}` stand for the connection's.
"""

import codecs
from typing import Literal

from pydantic import Field, field_validator, model_validator

from daybook.legacy.mapping.fixed import codepages
from daybook.legacy.mapping.screens import COLUMNS, KEY, ROWS, Cell, ScreenSpec, Step, Table
from daybook.legacy.mapping.terminal_listing import ListingSpec
from daybook.legacy.mapping.terminal_search import SearchSpec

codepages.register()


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


class EraseSpec(Table):
    """`[terminal.erase]`: how a record is erased by the host's own number.

    `steps` lead from home to the screen `asks`, which shows the record and asks whether it is to be erased. Only where
    `reference` on it is the very number, `confirm` is typed and `save` pressed.
    """

    steps: list[Step] = Field(min_length=1)
    asks: str
    reference: str
    confirm: dict[str, str] = Field(min_length=1)
    save: str = Field(pattern=KEY)

    @property
    def slots(self) -> set[str]:
        """What of the erasure is typed on the way."""
        return {name for step in self.steps for name in step.slots}


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
    search: SearchSpec | None = None
    listing: ListingSpec | None = Field(default=None, alias="list")
    erase: EraseSpec | None = None
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
        steps = [*self._searching, *(step for form in self.forms.values() for step in _steps(form))]
        found += [
            f"types into '{name}' on the screen '{step.on}', which has no such field."
            for step in steps for name in step.type if name not in known[step.on].fields
        ]  # fmt: skip
        lacking = {self.find.reference, self.find.state} - set(known[self.find.record].fields)
        if self.erase:
            found += [
                f"erase: the screen '{self.erase.asks}' has no field '{name}'."
                for name in sorted(
                    {self.erase.reference, *self.erase.confirm} - set(known[self.erase.asks].fields)
                )
            ]
        if self.listing:
            found += [f"list: no entry has a field '{name}'." for name in sorted(self.listing.lacking)]
            found += [
                f"list: types into '{name}' on the screen '{self.listing.listed}', which has no such field."
                for name in self.listing.view.type if name not in known[self.listing.listed].fields
            ]  # fmt: skip
        return found + [f"find: the screen '{self.find.record}' has no field '{name}'." for name in lacking]

    @property
    def _searching(self) -> list[Step]:
        lists = [each for each in (self.search, self.listing, self.erase) if each]
        return [*self.find.steps, *(step for each in lists for step in each.steps)]

    def _names(self) -> list[str]:
        ways = [form.way(verb) for form in self.forms.values() for verb in ("create", "amend", "withdraw")]
        steps = [*self._searching, *(step for way in ways for step in way.open)]
        listed = [name for way in ways for name in way.screens]
        more = [self.find.many] if self.find.many else []
        more += [self.search.listed] if self.search else []
        more += self.listing.named if self.listing else []
        more += [self.erase.asks] if self.erase else []
        return [self.home, self.find.record, *more, *listed, *(step.on for step in steps)]


def _steps(form: FormSpec) -> list[Step]:
    return [*form.create.open, *form.amend.open, *form.withdraw.open]
