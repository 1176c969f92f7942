"""One fixed-width record in EBCDIC, its columns as `layout.toml` declares them; a date is ISO text here."""

from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.errors import MappingRefused, Unreadable
from daybook.legacy.mapping.fixed import FixedError, Record, Values


@dataclass(frozen=True)
class Fixed:
    record: Record

    def render(self, tree: dict[str, Any]) -> bytes:
        try:
            return self.record.write(tree)
        except FixedError as error:
            raise MappingRefused(error.column, error.problem, error.remedy) from error

    def parse(self, body: bytes) -> dict[str, Any]:
        if not self.record.is_one(body):
            raise Unreadable(f"the bytes are no record '{self.record.name}'.")
        return texts(self.record.read(body))


def texts(values: Values) -> dict[str, Any]:
    """The values of a record as the mapping's codecs take them."""
    return {name: str(value) for name, value in values.items()}
