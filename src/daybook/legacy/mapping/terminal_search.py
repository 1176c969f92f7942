"""`[terminal.search]`: how a host with screens is asked for people, as data."""

from pydantic import Field

from daybook.legacy.mapping.screens import SLOT, Table
from daybook.legacy.mapping.terminal_entries import EntriesSpec

ASKED = ("names", "born_from", "born_to", "pncid", "cro", "driver_number", "nino")
"""What may be typed, in braces: the words of a name, the first and the last possible birth date, numbers."""


class FoundAsSpec(Table):
    """`[terminal.search.kinds.<WORD>]`: which record an entry with this word stands for, and where its fields are.

    `record` is the name of a message's `[extract]`; `places` leads from a field of the entry to a place of that
    message, with other fields of the entry in braces: `SURNAME = "SURNAME{LINE}"`.
    """

    record: str
    places: dict[str, str] = Field(default_factory=dict)

    def read(self, row: dict[str, str]) -> dict[str, str]:
        """The entry as that message holds it."""
        return {self._place(name, row): text for name, text in row.items()}

    def _place(self, name: str, row: dict[str, str]) -> str:
        return SLOT.sub(lambda found: row.get(found.group(1), ""), self.places.get(name, name))


class SearchSpec(EntriesSpec):
    """The way from home to the screen that lists who fits; `none` are the codes that say that nobody does.

    `kind` is the field of an entry that says how somebody stands there; `kinds` what each of its words means. Without
    it every entry is a record of the mapping's own `[extract]`.
    """

    kind: str = ""
    kinds: dict[str, FoundAsSpec] = Field(default_factory=dict)
