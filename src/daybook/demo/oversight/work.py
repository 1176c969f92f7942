"""Invented roles, partners, pilots and risks, as sheets; read from `data/work.toml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from daybook.demo.generator.data_files import toml_of
from daybook.estate.money import Year, year_of
from daybook.oversight.years import quarter_of, quarters_from

Rows = list[dict[str, str]]
DAYS = "_in_days"


def skills(today: date, known: Sequence[str] = ()) -> Rows:
    """`known` are systems of the register, of which the first are known to one person alone."""
    rows = _rows("skills", today)
    lone = [row for row in rows if "only_one_for" in row]
    for row, system in zip(lone, known, strict=False):
        row["only_one_for"] = system
    return rows


def partners(today: date) -> Rows:
    """Contracts, then shared bodies and emergency services."""
    every = _dated(_table()["contract"], today)
    return [*(every | row for row in _rows("contracts", today)), *_rows("bodies", today)]


def pilots(today: date) -> Rows:
    return _rows("pilots", today)


def risks(today: date) -> Rows:
    return _rows("risks", today)


def _table() -> dict[str, Any]:
    return toml_of(__package__, "work")


def _rows(name: str, today: date) -> Rows:
    return [_dated(row, today) for row in _table()[name]]


def _dated(row: Mapping[str, Any], today: date) -> dict[str, str]:
    """The row as texts, its days counted from today."""
    return {
        name.removesuffix(DAYS): (today + timedelta(days=value)).isoformat()
        if name.endswith(DAYS)
        else str(value)
        for name, value in row.items()
    }


NOW = {"obsolete": 287, "duplicate": 171, "unused": 33, "other": 168}
"""What is counted where no register is loaded."""
CHANGE = "small databases of one office are no longer counted"


def system_counts(today: date, now: dict[str, int] | None = None) -> Rows:
    """The quarters since last spring, told backwards from what is counted `now`, and what is planned to come."""
    names = quarters_from(f"{Year(year_of(today).starts - 1).name} Q1", 12)
    here, kept = names.index(quarter_of(today)), now or NOW
    changed, first = max(here - 3, 1), sum(kept.values()) * 1.25
    rows = []
    for at, name in enumerate(names):
        row = {"quarter": name, "planned": str(round(first * (1 - 0.05 * at)))}
        if at <= here:
            more = 1 + 0.03 * (here - at) + (0.08 if at < changed else 0)
            row |= {kind: str(round(count * more)) for kind, count in kept.items()}
        rows.append(row | ({"change": CHANGE} if at == changed else {}))
    return rows
