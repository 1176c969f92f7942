"""`[terminal.search]`: how a host with screens is asked for people, as data."""

from pydantic import Field, model_validator

from daybook.legacy.mapping.screens import KEY, ROWS, Cell, Step, Table

ASKED = ("names", "born_from", "born_to", "pncid", "cro", "driver_number", "nino")
"""What may be typed, in braces: the words of a name, the first and the last possible birth date, numbers."""


class SearchSpec(Table):
    """The way from home to the screen that lists who fits, and how its lines are read.

    `listed` is that screen; `fields` are the cells of its first entry by place in our messages, each further entry
    stands `step` rows below; `more` are the codes of the message that says that the key `next` shows further ones,
    `none` those that say that nobody fits.
    """

    steps: list[Step] = Field(min_length=1)
    listed: str
    entries: int = Field(ge=1, le=ROWS)
    step: int = Field(default=1, ge=1, le=ROWS)
    next: str = Field(pattern=KEY)
    more: list[str] = Field(min_length=1)
    none: list[str] = Field(min_length=1)
    fields: dict[str, Cell] = Field(min_length=1)

    @model_validator(mode="after")
    def on_the_screen(self) -> "SearchSpec":
        for name, cell in self.fields.items():
            if cell.row + (self.entries - 1) * self.step > ROWS:
                raise ValueError(f"search: the last entry's '{name}' would stand below row {ROWS}.")
        return self

    def cells(self, entry: int) -> dict[str, Cell]:
        """The cells of an entry, counted from 0."""
        down = entry * self.step
        return {
            name: Cell(row=cell.row + down, col=cell.col, length=cell.length)
            for name, cell in self.fields.items()
        }

    @property
    def slots(self) -> set[str]:
        """What of a search the host has a field for."""
        return {name for step in self.steps for name in step.slots}
