"""`[terminal.list]`: how all that a host with screens holds is read, as data: its list of records, then each record."""

from pydantic import Field

from daybook.legacy.mapping.screens import KEY, Table
from daybook.legacy.mapping.terminal_entries import EntriesSpec

TYPED = ("after", "number")
"""What may be typed, in braces: the last number that was read, and the number of the record that is looked at."""


class ViewedSpec(Table):
    """One screen of a record that is looked at; its fields stand where those of the entry screen `like` do."""

    screen: str
    like: str


class ViewSpec(Table):
    """`[terminal.list.view]`: how a record is looked at from the list, and left for it again.

    `screens` are those of each kind of record, in their order; `gone` are the codes that say that it is not there.
    """

    type: dict[str, str] = Field(min_length=1)
    press: str = Field(default="ENTER", pattern=KEY)
    next: str = Field(pattern=KEY)
    leave: str = Field(pattern=KEY)
    gone: list[str] = Field(min_length=1)
    screens: dict[str, list[ViewedSpec]] = Field(min_length=1)


class ListingSpec(EntriesSpec):
    """The list, in the order of the host's own numbers and from `{after}` on.

    `number`, `key` and `kind` name the fields of an entry that hold the host's number, ours, and the kind of record;
    `stamp` those that change whenever the record does. `end` are the codes at its end, `full` those that say that the
    host lists no further and wants to be asked again from the last number on.
    """

    number: str
    key: str
    kind: str
    stamp: list[str] = Field(min_length=1)
    end: list[str] = Field(min_length=1)
    full: list[str] = Field(default_factory=list)
    view: ViewSpec

    @property
    def named(self) -> list[str]:
        """The screens that it names."""
        views = [each for views in self.view.screens.values() for each in views]
        return [self.listed, *(name for each in views for name in (each.screen, each.like))]

    @property
    def lacking(self) -> set[str]:
        """Fields that it names and no entry has."""
        return {self.number, self.key, self.kind, *self.stamp} - set(self.fields)
