"""Burn-down: how many are left, by kind, beside the plan; changes of the counting rule are marked where they fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap

from django.utils.safestring import SafeString

from daybook.web.charts import plane
from daybook.web.charts.chart import Caption, Chart, Value
from daybook.web.charts.fills import fill, key_of, textures
from daybook.web.charts.line import one_line
from daybook.web.charts.marks import LINE, LONGEST_LINE, SERIES, Mark, box, point, stroke, swatch, text
from daybook.web.charts.scales import checked, levels, number_words

ROOM = 0.72
"""How much of its place a column fills."""


def burn_down(
    caption: Caption,
    measure: str,
    over: Sequence[str],
    kinds: Mapping[str, Sequence[Value]],
    plan: Sequence[Value],
    changes: Mapping[str, str] | None = None,
    of: str = "Quarter",
    beside: str = "Plan",
) -> Chart:
    """A column for each name in `over`, split by `kinds`, the lowest first, and the line of the `plan`,
    or of what else `beside` names.

    `changes` says in words, by the name of its moment, how counting changed there: figures on both sides of a
    change do not compare, which is why it is drawn. A moment of which nothing is known has no column.
    """
    changes = changes or {}
    _check(over, kinds, plan, changes)
    moments = list(zip(*kinds.values(), strict=True))
    sums = [sum(value or 0 for value in moment) for moment in moments]
    axis = levels([*sums, *plan])
    shares = [(at + 0.5) / len(over) for at in range(len(over))]
    marks = textures(caption, len(kinds)) + plane.ground(axis, measure) + plane.feet(over, shares)
    for share, moment in zip(shares, moments, strict=True):
        marks += _column(caption, share, ROOM / len(over), moment, axis[-1])
    marks += one_line(SERIES - 1, plan, shares, axis) + _ends(shares, moments, sums, axis[-1])
    notes, lower = _changes(over, changes)
    told = [changes.get(name, "") for name in over]
    rows = [(name, *moment, *rest) for name, moment, *rest in zip(over, moments, plan, told, strict=True)]
    key = [*key_of(caption, list(kinds)), (beside, _plan())]
    head = (of, *kinds, beside, "Change of counting")
    return Chart(caption, head, rows, marks + notes, plane.HEIGHT + lower, key)


def _check(
    over: Sequence[str],
    kinds: Mapping[str, Sequence[Value]],
    plan: Sequence[Value],
    changes: Mapping[str, str],
) -> None:
    if not 1 <= len(kinds) < SERIES:
        raise ValueError(f"A burn-down takes 1 to {SERIES - 1} kinds and a plan; {len(kinds)} were given.")
    if strange := [name for name in changes if name not in over]:
        raise ValueError(f"The counting changed in {strange[0]}, which is not among the moments drawn.")
    checked([*plan, *(value for values in kinds.values() for value in values)])


def _column(caption: Caption, share: float, width: float, moment: Sequence[Value], most: float) -> list[Mark]:
    left, right = plane.x(share - width / 2), plane.x(share + width / 2)
    marks, below = list[Mark](), 0.0
    for number, value in enumerate(moment):
        if value:
            top, foot = plane.y(below + value, most), plane.y(below, most)
            marks.append(box(left, top, right - left, foot - top, "part", fill=fill(caption, number)))
            below += value
    return marks


def _ends(
    shares: Sequence[float], moments: Sequence[Sequence[Value]], sums: Sequence[float], most: float
) -> list[Mark]:
    """How many there were at first and at last: the two numbers that everybody asks for."""
    known = [at for at, moment in enumerate(moments) if any(value is not None for value in moment)]
    return [
        text(
            plane.x(shares[at]),
            plane.y(sums[at], most) - 6,
            number_words(sums[at]),
            "text middle number halo",
        )
        for at in sorted({known[0], known[-1]} if known else ())
    ]


def _changes(over: Sequence[str], changes: Mapping[str, str]) -> tuple[list[Mark], int]:
    marks, top = list[Mark](), plane.HEIGHT + 12
    for number, at in enumerate((at for at, name in enumerate(over) if name in changes), 1):
        left = plane.x(at / len(over))
        marks += [
            stroke(left, plane.TOP - 4, left, plane.FOOT, "cut"),
            text(left, plane.TOP - 8, f"[{number}]", "text middle"),
        ]
        for line in wrap(f"[{number}] {over[at]}: {changes[over[at]]}", LONGEST_LINE):
            marks.append(text(0, top, line))
            top += LINE
    return marks, top - plane.HEIGHT - 12 + (8 if changes else 0)


def _plan() -> SafeString:
    return swatch([stroke(0, 8, 100, 8, f"line line-{SERIES}"), point(50, 8, SERIES - 1)])
