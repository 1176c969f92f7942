"""Sums over rows, and millions of pounds for an axis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from daybook.web.charts import Value


def total(rows: Iterable[dict[str, Any]], field: str) -> int | None:
    """The sum of a field over the rows that have it; None where none has."""
    known = [row[field] for row in rows if row[field] is not None]
    return sum(known) if known else None


def millions(pence: int | None) -> Value:
    return None if pence is None else round(pence / 100_000_000, 2)


def share(part: float, whole: float) -> str:
    """As a page says it: 85%."""
    return f"{100 * part / whole:.0f}%" if whole else "nothing"
