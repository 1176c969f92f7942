"""Numbers and money as files write them: currency signs, thousands, brackets for less than nothing."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from daybook.estate.register.faults import CellError
from daybook.estate.register.reading.tables import Cell, text_of

POUND = re.compile(r"£|\bGBP\b", re.IGNORECASE)
OTHER_MONEY = re.compile(r"[€$¥]|\b(?:EUR|USD)\b", re.IGNORECASE)
GROUPED = re.compile(r"^\d{1,3}(?:[, \u00a0']\d{3})+(?:\.\d+)?$")
PLAIN = re.compile(r"^\d+(?:\.\d*)?$|^\.\d+$")
TIMES = {"k": 1_000, "m": 1_000_000, "bn": 1_000_000_000}
SUFFIX = re.compile(r"^(.*?)\s*(k|m|bn)$", re.IGNORECASE)
LARGEST = Decimal(10) ** 15


def read_money(cell: Cell, *, may_be_negative: bool = False) -> int:
    """Pounds as whole pence. Raises CellError."""
    text = text_of(cell)
    if other := OTHER_MONEY.search(text):
        raise CellError(f"The amount is in {other[0]}, not in pounds.", "Convert it and write pounds.")
    if "%" in text:
        raise CellError("This is a share, not an amount.", "Write the amount in pounds.")
    amount = _number(POUND.sub("", text).strip(), "Write pounds and pence, like 1234.50.")
    if amount < 0 and not may_be_negative:
        raise CellError(
            "A cost cannot be less than nothing.", "Take the minus or the brackets away, or leave it empty."
        )
    return int((amount * 100).to_integral_value(ROUND_HALF_EVEN))


def read_whole(cell: Cell) -> int:
    """A whole number, 0 or more. Raises CellError."""
    number = _number(text_of(cell), "Write a whole number in digits.")
    if number != number.to_integral_value():
        raise CellError("This must be a whole number.", "Write it without a fraction.")
    return int(_not_negative(number))


def read_decimal(cell: Cell) -> Decimal:
    """A number, 0 or more, to one place. Raises CellError."""
    return _not_negative(_number(text_of(cell), "Write a number like 7.5.")).quantize(Decimal("0.1"))


def read_percent(cell: Cell) -> Decimal:
    """Per cent, with or without its sign, to two places. Raises CellError."""
    number = _number(text_of(cell).removesuffix("%").strip(), "Write per cent, like 3.5.")
    if not 0 <= number <= 100:
        raise CellError("A share lies between 0 and 100 per cent.", "Check it.")
    return number.quantize(Decimal("0.01"))


def _not_negative(number: Decimal) -> Decimal:
    if number < 0:
        raise CellError("It cannot be less than 0.", "Take the minus away, or leave it empty.")
    return number


def _number(text: str, remedy: str) -> Decimal:
    negative = (text.startswith("(") and text.endswith(")")) or text.startswith("-") or text.endswith("-")
    bare = text.strip("()-− ").strip()
    times = 1
    if suffix := SUFFIX.match(bare):
        bare, times = suffix[1], TIMES[suffix[2].lower()]
    if GROUPED.match(bare):
        bare = re.sub(r"[, \u00a0']", "", bare)
    if not PLAIN.match(bare):
        problem = "A comma here does not part thousands." if "," in bare else "This is not a number."
        raise CellError(problem, remedy)
    number = Decimal(bare) * times
    if number > LARGEST:
        raise CellError("The number is larger than any that can be meant.", remedy)
    return -number if negative else number
