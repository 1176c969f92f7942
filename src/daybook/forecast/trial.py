"""What a trial, or a comparison without one, has found: sentences, a picture and a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from daybook.forecast.comparing import Beside
from daybook.forecast.engine.trials import Analysed, Arm, Plan, Sealed, Unit
from daybook.forecast.found import Found, Table
from daybook.forecast.studies.parts import Drawing

DRAWN = 16
"""Areas in a picture."""


def declared(plan: Plan) -> list[str]:
    """The plan in sentences."""
    kinds = " and ".join(plan.kinds) if plan.kinds else "all types"
    usual, tried = (named(plan, arm) for arm in plan.arms)
    return [
        f"{plan.name}: {tried} against {usual}, from {plan.first} to {plan.last}.",
        f"{len(plan.units)} {plan.unit}s were allocated at random in blocks of {plan.block}. What counts:"
        " recorded events of"
        f" {kinds}{' in the area of the plan' if plan.area and plan.unit is Unit.DAY else ''}, per {plan.unit}.",
        f"Judged by the difference of the means, two-sided, at {plan.level:g}, against {plan.draws:,}"
        " allocations drawn as this one was.",
        *([_boxes(plan)] if plan.model else []),
    ]


def _boxes(plan: Plan) -> str:
    if plan.instead:
        return (
            f"Two models are compared. Where “{plan.arms[0]}” is due, the briefing shows the boxes of model"
            f" {plan.instead} and none of the other; where “{plan.arms[1]}” is, those of model {plan.model} alone. Only"
            " minutes in the boxes that are due count as dosage."
        )
    return (
        f"The boxes are those of model {plan.model}. The briefing shows them where “{plan.arms[1]}” is due, and none"
        f" where “{plan.arms[0]}” is. Only minutes in them count as dosage."
    )


def sealed_words(sealed: Sealed) -> list[str]:
    """What is told when a trial is sealed."""
    return [
        *declared(sealed.plan),
        f"Seal: {sealed.digest}",
        "Put the seal where nobody can change it, such as in the book or in the minutes of a meeting, before the trial"
        " starts. The trial is analysed under this seal alone.",
    ]


def sentences(found: Analysed) -> list[str]:
    """What the trial says: the verdict, the figures, and the interval in plain words."""
    usual, tried = found.arms
    return [
        _verdict(found),
        f"{_arm(found, tried)} had {tried.mean:.2f} events per {found.plan.unit} ({tried.units} {found.plan.unit}s),"
        f" {_arm(found, usual)} {usual.mean:.2f} ({usual.units}): {found.effect:+.2f} ({found.low:+.2f} to"
        f" {found.high:+.2f}), p = {found.p:.4f}.",
        _span(found),
    ]


def _arm(found: Analysed, arm: Arm) -> str:
    return named(found.plan, arm.name)


def named(plan: Plan, arm: str) -> str:
    """The arm in a sentence: titles of models stand in quotation marks."""
    return f"“{arm}”" if plan.instead else arm


def _verdict(found: Analysed) -> str:
    usual, tried = found.arms
    fewer = found.effect < 0
    if found.plan.instead:
        better, other = (tried, usual) if fewer else (usual, tried)
        if found.sure:
            names = f"{_arm(found, better)} did better than {_arm(found, other)}"
            return f"{names}, which chance hardly explains: fewer events."
        return "Neither did better than the other by more than chance."
    if found.sure:
        return f"{tried.name} had {'fewer' if fewer else 'more'} events, which chance hardly explains."
    return "No difference is told from chance."


def _span(found: Analysed) -> str:
    usual, tried = (_arm(found, arm) for arm in found.arms)
    low, high = (f"{abs(end):.2f} {'fewer' if end < 0 else 'more'}" for end in (found.low, found.high))
    unsure = "" if found.sure else " No effect was found; that does not prove that there is none."
    return (
        f"Anything from {low} to {high} events per {found.plan.unit} with {tried} than with {usual} fits what was"
        f" counted.{unsure}"
    )


def page(
    found: Analysed, sealed: Sealed, outcomes: Mapping[str, float], deviations: Sequence[str] = ()
) -> Found:
    """Both arms, and every unit with its outcome. `deviations`: of the whole trial, such as an early end."""
    said = sentences(found)
    rows = [(unit, sealed.allocation[unit], f"{outcomes[unit]:,.0f}") for unit in found.plan.units]
    table = Table(
        "Every unit",
        "As allocated before the trial started.",
        (found.plan.unit.capitalize(), "Arm", "Events"),
        rows,
    )
    told = [*declared(found.plan), *deviations, f"Sealed on {sealed.sealed}: {sealed.digest}"]
    return Found("What the trial has found", told, said, [picture(found).chart()], [table])


def picture(found: Analysed, slug: str = "trial") -> Drawing:
    """The mean of both arms."""
    rows = [(f"{arm.name} ({arm.units} {found.plan.unit}s)", round(arm.mean, 2)) for arm in found.arms]
    given = {"measure": f"Events per {found.plan.unit}", "rows": rows, "of": "Arm"}
    return Drawing("bars", slug, "Events of both arms", sentences(found)[1], given)


def compared_words(it: Beside) -> list[str]:
    """What a comparison without a trial says, and what it cannot."""
    found, treated = it.found, int(it.treated.sum())
    change = found.change
    areas = "area" if treated == 1 else "areas"
    return [
        f"The {treated} treated {areas} went to {change.value:.2f} times ({change.low:.2f} to {change.high:.2f})"
        f" what the {len(it.names) - treated} others lead to expect.",
        f"Among {found.ways:,} ways to choose as many areas the change is as far from 1 in {found.p:.1%} (p ="
        f" {found.p:.3f}).",
        f"The other areas vary {found.spread:.1f} times as much as chance alone; the interval is widened by that."
        if found.spread > 1
        else "The other areas vary no more than chance.",
        BELIEF,
    ]


BELIEF = "This holds only if the treated areas would have gone the way of the others. A trial needs no such belief."
COMPARED = ("Area", "Group", "Before", "After", "Change")


def compared_page(it: Beside) -> Found:
    """Each area before and after, the treated ones first."""
    table = Table("Every area", "Recorded events.", COMPARED, compared_rows(it))
    chart = compared_picture(it).chart()
    title = "Before and after, beside other areas"
    return Found(title, [compared_span(it)], compared_words(it), [chart], [table])


def compared_span(it: Beside) -> str:
    """What is compared with what."""
    return f"From {it.days[1]} to {it.days[2]}, against as long a time from {it.days[0]}."


def compared_rows(it: Beside) -> list[tuple[str, ...]]:
    """Rows of `COMPARED`, the treated areas first."""
    return [
        (
            it.names[at],
            _group(it, at),
            f"{it.before[at]:,.0f}",
            f"{it.after[at]:,.0f}",
            _change(it.before[at], it.after[at]),
        )
        for at in _treated_first(it)
    ]


def compared_picture(it: Beside) -> Drawing:
    """Events after as per cent of those before, the treated areas first."""
    rows = [
        (f"{it.names[at]} ({_group(it, at)})", round(100 * float(it.after[at] / it.before[at])))
        for at in _treated_first(it)
        if it.before[at]
    ]
    given = {"measure": "Per cent", "rows": rows[:DRAWN], "of": "Area"}
    title = "Events after, per cent of those before"
    return Drawing("bars", "comparison", title, compared_words(it)[0], given)


def _treated_first(it: Beside) -> list[int]:
    return [int(at) for at in np.argsort(~it.treated, kind="stable")]


def _group(it: Beside, at: int) -> str:
    return "treated" if it.treated[at] else "comparison"


def _change(before: float, after: float) -> str:
    return f"{after / before - 1:+.0%}" if before else "-"
