"""What a trial, or a comparison without one, has found: sentences, a picture and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from daybook.forecast.engine.arrays import Flags, Floats
from daybook.forecast.engine.trials import Analysed, Compared, Plan, Sealed, Unit
from daybook.forecast.found import Found, Table
from daybook.web.charts import Caption, bars

DRAWN = 16
"""Areas in a picture."""


def declared(plan: Plan) -> list[str]:
    """The plan in sentences."""
    kinds = " and ".join(plan.kinds) if plan.kinds else "all types"
    return [
        f"{plan.name}: {plan.arms[1]} against {plan.arms[0]}, from {plan.first} to {plan.last}.",
        f"{len(plan.units)} {plan.unit}s were allocated at random in blocks of {plan.block}. What counts:"
        " recorded events of"
        f" {kinds}{' in the area of the plan' if plan.area and plan.unit is Unit.DAY else ''}, a {plan.unit}.",
        f"Judged by the difference of the means, two-sided, at {plan.level:g}, against {plan.draws:,}"
        " allocations drawn as this one was.",
    ]


def sealed_words(sealed: Sealed) -> list[str]:
    """What is told when a trial is sealed."""
    return [
        *declared(sealed.plan),
        f"Seal: {sealed.digest}",
        "Put the seal where nobody can change it, such as in the book or in the minutes of a meeting, before the trial"
        " starts. The trial is analysed under this seal alone.",
    ]


def sentences(found: Analysed) -> list[str]:
    """What the trial says."""
    usual, tried = found.arms
    told = (
        f"{tried.name} had {tried.mean:.2f} events a {found.plan.unit} ({tried.units} {found.plan.unit}s),"
        f" {usual.name} {usual.mean:.2f} ({usual.units}): {found.effect:+.2f} ({found.low:+.2f} to"
        f" {found.high:+.2f}), p = {found.p:.4f}."
    )
    if not found.sure:
        return ["No difference is told from chance.", told]
    return [
        f"{tried.name} had {'fewer' if found.effect < 0 else 'more'} events, which chance hardly explains.",
        told,
    ]


def page(found: Analysed, sealed: Sealed, outcomes: Mapping[str, float]) -> Found:
    """Both arms, and every unit with its outcome."""
    said = sentences(found)
    data = [(f"{arm.name} ({arm.units} {found.plan.unit}s)", round(arm.mean, 2)) for arm in found.arms]
    caption = Caption("trial", "Events of both arms", said[1])
    rows = [(unit, sealed.allocation[unit], f"{outcomes[unit]:,.0f}") for unit in found.plan.units]
    table = Table(
        "Every unit",
        "As allocated before the trial started.",
        (found.plan.unit.capitalize(), "Arm", "Events"),
        rows,
    )
    told = [*declared(found.plan), f"Sealed on {sealed.sealed}: {sealed.digest}"]
    chart = bars(caption, f"Events a {found.plan.unit}", data, "Arm")
    return Found("What the trial has found", told, said, [chart], [table])


def compared_words(found: Compared, treated: int, others: int) -> list[str]:
    """What a comparison without a trial says, and what it cannot."""
    change = found.change
    areas = "area" if treated == 1 else "areas"
    return [
        f"The {treated} treated {areas} went to {change.value:.2f} times ({change.low:.2f} to {change.high:.2f})"
        f" what the {others} others lead to expect.",
        f"Among {found.ways:,} ways to choose as many areas the change is as far from 1 in {found.p:.1%} (p ="
        f" {found.p:.3f}).",
        f"The other areas vary {found.spread:.1f} times as much as chance alone; the interval is widened by that."
        if found.spread > 1
        else "The other areas vary no more than chance.",
        "This holds only if the treated areas would have gone the way of the others. A trial needs no such belief.",
    ]


def compared_page(
    found: Compared, names: Sequence[str], before: Floats, after: Floats, treated: Flags, days: Sequence[str]
) -> Found:
    """Each area before and after, the treated ones first."""
    order = np.argsort(~treated, kind="stable")
    said = compared_words(found, int(treated.sum()), int((~treated).sum()))
    rows = [
        (
            names[at],
            "treated" if treated[at] else "comparison",
            f"{before[at]:,.0f}",
            f"{after[at]:,.0f}",
            _change(before[at], after[at]),
        )
        for at in order.tolist()
    ]
    data = [
        (f"{names[at]} ({'treated' if treated[at] else 'comparison'})", round(100 * after[at] / before[at]))
        for at in order.tolist()
        if before[at]
    ]
    caption = Caption("comparison", "Events after, per cent of those before", said[0])
    told = (f"From {days[1]} to {days[2]}, against as long a time from {days[0]}.",)
    table = Table("Every area", "Recorded events.", ("Area", "Group", "Before", "After", "Change"), rows)
    return Found(
        "Before and after, beside other areas",
        told,
        said,
        [bars(caption, "Per cent", data[:DRAWN], "Area")],
        [table],
    )


def _change(before: float, after: float) -> str:
    return f"{after / before - 1:+.0%}" if before else "-"
