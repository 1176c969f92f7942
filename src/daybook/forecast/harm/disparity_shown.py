"""The monthly figures as charts: each group's share of the list by its share of those on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import sqrt
from typing import Any, NamedTuple

from daybook.forecast.harm.disparity import QUESTIONS
from daybook.forecast.harm.models import HarmDisparity
from daybook.web.charts import Caption, Chart, Value, bars

TOLD_APART = 2.0
"""Standard errors beyond which a share is called uneven."""
STEP = 5
"""The public is told counts to the nearest 5, so that two months cannot be subtracted."""
HEAD = ("Group", "Share of the list by share of those on record", "On the list", "On record")
Row = Sequence[Any]


class Whole(NamedTuple):
    """How many are on the list and on record; 0 where withheld."""

    on: int
    compared: int


def charts_of(shown: HarmDisparity, prefix: str) -> list[Chart]:
    """One chart for each question, with every count in its table."""
    whole = Whole(shown.people or 0, shown.compared or 0)
    return [
        _chart(prefix + name, title, shown.figures.get(name, []), whole) for name, title in QUESTIONS.items()
    ]


def rounded(shown: HarmDisparity) -> HarmDisparity:
    """The same as the public is told it; never saved."""
    figures = {
        name: [[row[0], *map(_coarse, row[1:])] for row in rows] for name, rows in shown.figures.items()
    }
    people, compared = _coarse(shown.people), _coarse(shown.compared)
    return HarmDisparity(
        harm_list=shown.harm_list, month=shown.month, figures=figures, people=people, compared=compared
    )


def _coarse(count: int | None) -> int | None:
    return None if count is None else STEP * round(count / STEP)


def _chart(slug: str, title: str, rows: Sequence[Row], whole: Whole) -> Chart:
    ratios = [(str(row[0]), _ratio(row, whole)) for row in rows]
    caption = Caption(slug, title, _finding(rows, whole), missing="withheld")
    drawn = bars(caption, HEAD[1], ratios, HEAD[0])
    told: list[Sequence[str | Value]] = [
        (name, None if ratio is None else round(ratio, 2), row[1], row[2])
        for (name, ratio), row in zip(ratios, rows, strict=True)
    ]
    return replace(drawn, head=HEAD, rows=told)


def _ratio(row: Row, whole: Whole) -> float | None:
    if row[1] is None or not row[2] or not whole.on or not whole.compared:
        return None
    ratio: float = (row[1] / whole.on) / (row[2] / whole.compared)
    return ratio


def _finding(rows: Sequence[Row], whole: Whole) -> str:
    if not whole.on or not whole.compared:
        return "Too few people are on the list to tell."
    uneven = [str(row[0]) for row in rows if _is_uneven(row, whole)]
    if uneven:
        return f"More or fewer than chance explains: {', '.join(uneven)}."
    return "No group that is told is on the list more or less often than chance explains."


def _is_uneven(row: Row, whole: Whole) -> bool:
    if row[1] is None or not row[2] or row[2] >= whole.compared:
        return False
    share = row[2] / whole.compared
    error = sqrt(whole.on * share * (1 - share))
    return bool(abs(row[1] - whole.on * share) > TOLD_APART * error)
