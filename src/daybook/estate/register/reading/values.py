"""One cell as the value of its field. Every failure is a CellError: what is wrong, and what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from daybook.estate.register import capabilities, synonyms
from daybook.estate.register.faults import CellError
from daybook.estate.register.fields import Field, Kind
from daybook.estate.register.reading.dates import Order, read_date, read_time
from daybook.estate.register.reading.numbers import read_decimal, read_money, read_percent, read_whole
from daybook.estate.register.reading.tables import Cell, text_of

NOTHING = frozenset(
    {"", "-", "n/a", "na", "none", "null", "nil", "tbc", "tbd", "unknown", "not known", "?", "#n/a"}
)
YES = frozenset({"yes", "y", "true", "1", "x", "both", "two-way"})
NO = frozenset({"no", "n", "false", "0", "one-way"})


def read_value(field: Field, cell: Cell, order: Order) -> Any:
    """The value; None where the cell says nothing."""
    if isinstance(cell, str) and cell.strip().casefold() in NOTHING:
        return None
    return READ[field.kind](field, cell, order)


def _text(field: Field, cell: Cell, order: Order) -> str:
    text = text_of(cell)
    if len(text) > field.longest:
        raise CellError(f"It may have {field.longest} characters; this has {len(text)}.", "Shorten it.")
    return text


def _long(field: Field, cell: Cell, order: Order) -> str:
    return _text(field, cell.strip() if isinstance(cell, str) else cell, order)


def split(text: str) -> list[str]:
    """The parts of a list: parted by ; | or line ends, else by commas. Each once, in order."""
    parts = re.split(r"[;|\r\n]+", text) if re.search(r"[;|\r\n]", text) else text.split(",")
    return list(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _list(field: Field, cell: Cell, order: Order) -> list[str]:
    return split(cell if isinstance(cell, str) else text_of(cell))


def _choice(field: Field, cell: Cell, order: Order) -> str:
    if field.words is None:
        raise TypeError(f"{field.name} is a choice without words.")
    found = synonyms.word_for(field.words, text_of(cell))
    if found is None:
        known = ", ".join(one.value for one in field.words)
        raise CellError("This is not one of the words of this field.", f"Write one of: {known}.")
    return found.value


def _flag(field: Field, cell: Cell, order: Order) -> bool:
    word = text_of(cell).casefold()
    if word in YES or word in NO:
        return word in YES
    raise CellError("This is neither yes nor no.", "Write yes or no.")


def _capabilities(field: Field, cell: Cell, order: Order) -> dict[str, int]:
    return capabilities.read_weights(split(text_of(cell)))


def _money(field: Field, cell: Cell, order: Order) -> int:
    return read_money(cell, may_be_negative=field.group == "payment")


READ: dict[Kind, Callable[[Field, Cell, Order], Any]] = {
    "text": _text,
    "long": _long,
    "list": _list,
    "whole": lambda field, cell, order: read_whole(cell),
    "decimal": lambda field, cell, order: read_decimal(cell),
    "money": _money,
    "percent": lambda field, cell, order: read_percent(cell),
    "date": lambda field, cell, order: read_date(cell, order),
    "time": lambda field, cell, order: read_time(cell, order),
    "flag": _flag,
    "choice": _choice,
    "system": _text,
    "systems": _list,
    "capabilities": _capabilities,
}
