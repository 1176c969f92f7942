"""The scenario as a form: its fields, how they are written there and read from what was typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from daybook.estate.planning.wanted import TITLES, Wanted, read_quarter
from daybook.estate.register.capabilities import lowest
from daybook.estate.register.faults import CellError
from daybook.estate.register.reading.numbers import read_money, read_whole

Read = Callable[[str], Any]


@dataclass(frozen=True, slots=True)
class Field:
    """One field: how its text is read (ValueError says what is wrong), its hint, and its shape on the page."""

    name: str
    read: Read
    hint: str = ""
    rows: int = 0
    prefix: str = ""
    suffix: str = ""
    width: str = "10"


def _words(text: str) -> list[str]:
    return [word for word in text.replace(",", "\n").replace(";", "\n").split("\n") if word.strip()]


def _quarters(text: str) -> list[str]:
    return [_quarter(word) for word in _words(text)]


def _quarter(text: str) -> str:
    return read_quarter(text.strip()).label(0)


def _numbers(text: str) -> list[str]:
    return [word.strip() for word in _words(text)]


def _dated_pairs(text: str) -> list[list[str]]:
    return [_dated(line) for line in _words(text)]


def _dated(line: str) -> list[str]:
    """ "S0012 2027 Q3": a number, then a quarter."""
    number, _, quarter = line.strip().partition(" ")
    if not quarter:
        raise ValueError(
            f"“{line.strip()}” has no quarter: write a number and a quarter, like S0012 2027 Q3."
        )
    return [number.rstrip(":"), _quarter(quarter)]


def _by_number(text: str) -> dict[str, str]:
    pairs = _dated_pairs(text)
    return dict(zip((number for number, _ in pairs), (quarter for _, quarter in pairs), strict=True))


def _codes(text: str) -> list[str]:
    codes = text.replace(",", " ").replace(";", " ").split()
    if strange := [code for code in codes if code not in lowest()]:
        raise ValueError(f"The map has no capability {strange[0]} at level 3: write codes like 4.1.1.")
    return codes


def _share(text: str) -> float:
    try:
        return float(text.removesuffix("%"))
    except ValueError:
        raise ValueError(f"“{text}” is not a number: write per cent, like 3.5.") from None


def _maybe(read: Read) -> Read:
    return lambda text: read(text) if text.strip() else None


GROUPS: dict[str, tuple[Field, ...]] = {
    "When": (
        Field("start", _quarter, "The first quarter of the plan, like 2027 Q1"),
        Field("quarters", read_whole, "12 are three years", width="3"),
        Field("freezes", _quarters, "One on a line, like 2027 Q4: an election, a games, a year end", rows=2),
    ),
    "What change may take": (
        Field("budget", read_money, "For moving off systems; what a quarter leaves is not carried over", prefix="£"),
        Field("teams", read_whole, "How many systems can be worked on at the same time", width="4"),
        Field("repoint", _maybe(read_money), "Empty: no system goes while another takes from it", prefix="£"),
    ),
    "What must come of it": (
        Field("savings", read_money, "From the second year of the plan, net; 0 asks for none", prefix="£"),
        Field("risk", _maybe(read_whole), "Scores of 16 and above, summed, at the end; empty: any", width="5"),
        Field("go_by", _by_number, "One on a line, with the last quarter: S0012 2027 Q3", rows=3),
        Field("stay", _numbers, "One number on a line", rows=3),
    ),
    "Daybook itself": (
        Field("daybook_build", read_money, "Once, before it takes anything over", prefix="£"),
        Field("daybook_yearly", read_money, "Taken off every saving", prefix="£"),
        Field("daybook_quarters", read_whole, width="3"),
        Field("daybook_does", _codes, "Codes of the capability map; what does these waits for Daybook", rows=2),
    ),
    "How money is counted": (
        Field("horizon", read_whole, "Savings after that do not count", suffix="years", width="3"),
        Field("discount", _share, "A year, in real terms: 3.5% by the Treasury's Green Book", suffix="%", width="4"),
        Field("prices", _share, "A year: a contract that rises faster gets dearer", suffix="%", width="4"),
        Field("optimism", _share, "Added to every cost of change", suffix="%", width="4"),
        Field("dual_running", read_whole, "Paid for the old system after its cut-over", suffix="quarters", width="3"),
    ),
    "Rows by hand": (
        Field("pins", _by_number, "One on a line: S0012 2027 Q3", rows=2),
        Field("forbids", _dated_pairs, "One on a line: S0012 2027 Q3", rows=2),
    ),
    "The search": (
        Field("seconds", read_whole, "Longer is nearer to the best possible", suffix="seconds", width="4"),
    ),
}  # fmt: skip


def typed(wanted: Wanted) -> dict[str, str]:
    """Every field as text, for the form."""
    return {one.name: _text(one.name, getattr(wanted, one.name)) for one in fields(wanted)}


MONEY = {"budget", "repoint", "savings", "daybook_build", "daybook_yearly"}


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in MONEY:
        return f"{value // 100:,}"
    if isinstance(value, dict):
        return "\n".join(f"{number} {quarter}" for number, quarter in value.items())
    if isinstance(value, list):
        return ("\n" if name != "daybook_does" else " ").join(
            one if isinstance(one, str) else " ".join(one) for one in value
        )
    return f"{value:g}" if isinstance(value, float) else str(value)


def read(given: Mapping[str, str]) -> tuple[Wanted, list[tuple[str, str]]]:
    """What was typed as a scenario, and (field, sentence) of all that cannot be read."""
    found: dict[str, Any] = {}
    wrong: list[tuple[str, str]] = []
    for field in (field for group in GROUPS.values() for field in group):
        try:
            found[field.name] = field.read(given.get(field.name, "").strip())
        except CellError as error:
            wrong.append((field.name, f"{TITLES[field.name]}: {error.problem} {error.remedy}"))
        except ValueError as error:
            wrong.append((field.name, f"{TITLES[field.name]}: {error}"))
    return Wanted(**found), wrong


def params(field: Field, value: str, errors: Mapping[str, str]) -> tuple[str, dict[str, Any]]:
    """The component of a field and its parameters."""
    shown: dict[str, Any] = {"id": field.name, "name": field.name, "value": value}
    shown["label"] = {"text": TITLES[field.name], "classes": "govuk-label--s"}
    if field.hint:
        shown["hint"] = {"text": field.hint}
    if field.name in errors:
        shown["errorMessage"] = {"text": errors[field.name]}
    if field.rows:
        return "textarea", shown | {"rows": field.rows}
    shown["classes"] = f"govuk-input--width-{field.width}"
    for side in ("prefix", "suffix"):
        if text := getattr(field, side):
            shown[side] = {"text": text}
    return "input", shown
