"""From what was typed, or stands in a file, to the value of a field; or a sentence that says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from daybook.estate.register.faults import CellError
from daybook.estate.register.reading.dates import Order, read_date
from daybook.estate.register.reading.numbers import read_money, read_whole
from daybook.estate.register.reading.values import split
from daybook.oversight.sheets.fields import Field

NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]{0,39}")
YEAR = re.compile(r"(20\d\d)[-/](?:20)?(\d\d)")
QUARTER = re.compile(r"(20\d\d)[-/](?:20)?(\d\d) ?Q([1-4])", re.IGNORECASE)


class Unreadable(ValueError):
    """A sentence that names the field, what stands there and what to write instead."""


def read(field: Field, typed: str) -> Any:
    """The value; "" or None where nothing was typed. Raises Unreadable."""
    text = typed.strip()
    if not text:
        if field.needed:
            raise Unreadable(f"“{field.label}” is empty. Fill it in.")
        return (
            ""
            if field.kind in ("text", "code", "long", "choice", "measure", "year", "quarter")
            else EMPTY.get(field.kind)
        )
    try:
        return READERS[field.kind](field, text)
    except CellError as error:
        raise Unreadable(f"“{field.label}” is “{text}”. {error}") from None


EMPTY: dict[str, Any] = {"list": [], "measures": []}


def _text(field: Field, text: str) -> str:
    if "\0" in text:
        raise Unreadable(f"“{field.label}” holds a character that no database keeps. Type it anew.")
    longest = 4000 if field.kind == "long" else field.longest
    if len(text) > longest:
        raise Unreadable(f"“{field.label}” has {len(text):,} letters. Write at most {longest:,}.")
    return text


def _code(field: Field, text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise Unreadable(f"“{field.label}” is “{text}”. Use letters, digits, dots and hyphens, at most 40.")
    return text


def _list(field: Field, text: str) -> list[str]:
    return [_text(field, part) for part in split(text)]


def _day(field: Field, text: str) -> date:
    return read_date(text, Order.DAY_FIRST)


def _money(field: Field, text: str) -> int:
    return read_money(text)


def _whole(field: Field, text: str) -> int:
    value = read_whole(text)
    if value < field.least or value > field.most:
        raise Unreadable(
            f"“{field.label}” is {value:,}. It must lie between {field.least} and {field.most:,}."
        )
    return value


def _decimal(field: Field, text: str) -> Decimal:
    try:
        value = Decimal(text.replace(",", ""))
    except InvalidOperation:
        value = Decimal("nan")
    if not value.is_finite() or abs(value) >= 10**9:
        raise Unreadable(f"“{field.label}” is “{text}”. Write a number, like 12.5.")
    return round(value, 2)


def _choice(field: Field, text: str) -> str:
    words = list(field.words or ())
    wanted = text.lower().replace(" ", "-")
    if wanted in [word.value for word in words]:
        return wanted
    known = ", ".join(word.label.lower() for word in words)
    raise Unreadable(f"“{field.label}” is “{text}”. Choose one of: {known}.")


def _measure(field: Field, text: str) -> str:
    from daybook.oversight.measures.registry import all_measures

    known = all_measures()
    if text in known:
        return text
    raise Unreadable(f"“{field.label}” is “{text}”. Choose one of: {', '.join(known)}.")


def _measures(field: Field, text: str) -> list[str]:
    return [_measure(field, part) for part in split(text)]


def _year(field: Field, text: str) -> str:
    found = YEAR.fullmatch(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Unreadable(f"“{field.label}” is “{text}”. Write a financial year like 2026-27.")
    return f"{found[1]}-{found[2]}"


def _quarter(field: Field, text: str) -> str:
    found = QUARTER.fullmatch(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise Unreadable(f"“{field.label}” is “{text}”. Write a quarter of a financial year like 2026-27 Q1.")
    return f"{found[1]}-{found[2]} Q{found[3]}"


READERS: dict[str, Callable[[Field, str], Any]] = {
    "text": _text,
    "code": _code,
    "long": _text,
    "user": _text,
    "list": _list,
    "day": _day,
    "money": _money,
    "whole": _whole,
    "decimal": _decimal,
    "choice": _choice,
    "measure": _measure,
    "measures": _measures,
    "year": _year,
    "quarter": _quarter,
}


def written(field: Field, value: Any) -> str:
    """A value as a file holds it and a form shows it: `read` gives the same value again."""
    if value in (None, "", []):
        return ""
    if field.kind == "money":
        return f"{Decimal(value) / 100:.2f}"
    if field.kind in ("list", "measures"):
        return "; ".join(value)
    if field.kind == "decimal":
        return f"{value.normalize():f}"
    return str(value)


def spoken(field: Field, value: Any) -> str:
    """A value as a page says it: £1,250, 27 March 2026."""
    if value in (None, "", []):
        return ""
    if field.kind == "money":
        return pounds(value)
    if field.kind == "day":
        return f"{value.day} {value:%B %Y}"
    if field.kind == "whole":
        return f"{value:,}"
    if field.kind == "choice" and field.words:
        return field.words(value).label
    return written(field, value)


def pounds(pence: int) -> str:
    """£1,250.50, £85,000 or £2.4m: as few digits as say it."""
    sign, amount = ("−" if pence < 0 else ""), abs(pence) / 100
    if amount >= 1_000_000:
        return f"{sign}£{amount / 1_000_000:,.1f}m".replace(".0m", "m")
    return f"{sign}£{amount:,.2f}".removesuffix(".00")
