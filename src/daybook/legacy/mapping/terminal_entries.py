"""A list on a screen of a host, as data: the cells of its first entry, and how far below it the next one stands."""

from pydantic import Field, model_validator

from daybook.legacy.mapping.screens import KEY, ROWS, Cell, Step, Table


class EntriesSpec(Table):
    """The way from home to a screen that lists, and how its lines are read.

    `listed` is that screen; `fields` are the cells of its first entry by place in our messages, each further entry
    stands `step` rows below; `more` are the codes of the message that says that the key `next` shows further ones,
    `none` those that say that there is nothing.
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
    def on_the_screen(self) -> "EntriesSpec":
        for name, cell in self.fields.items():
            if cell.row + (self.entries - 1) * self.step > ROWS:
                raise ValueError(f"the last entry's '{name}' would stand below row {ROWS}.")
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
        """What is put into the words that are typed on the way."""
        return {name for step in self.steps for name in step.slots}
