"""Quarters of financial years as text that sorts by time: 2026-27 Q1 is April to June 2026."""

from datetime import date

from daybook.estate.money import Year, year_of


def quarter_of(day: date) -> str:
    return f"{year_of(day).name} Q{(day.month - 4) % 12 // 3 + 1}"


def quarters_from(first: str, count: int) -> list[str]:
    """That quarter and those after it, `count` in all."""
    start = int(first[:4]) * 4 + int(first[-1]) - 1
    return [f"{Year(at // 4).name} Q{at % 4 + 1}" for at in range(start, start + count)]
