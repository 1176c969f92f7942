"""What a trial that was judged says: both arms, how long somebody was there, what broke with the plan, every unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daybook.forecast import trial
from daybook.forecast.engine.trials import Analysed, Sealed, Unit
from daybook.forecast.studies.parts import Drawing, Part, Sheet
from daybook.forecast.trial_dosage import Dosage


def part_of_trial(
    found: Analysed,
    sealed: Sealed,
    outcomes: Mapping[str, float],
    dosage: Dosage,
    deviations: Sequence[str] = (),
) -> Part:
    """`deviations`: those of the whole trial, such as an early end; `sealed` as far as it is analysed."""
    unit, total = found.plan.unit, sum(outcomes.values())
    return Part(
        "result",
        "What the trial has found",
        findings=[*trial.sentences(found), *deviations, *_deviations(sealed, dosage)],
        basis=f"{total:,.0f} events in {len(found.plan.units)} {unit}s, counted as declared."
        f" {_dosage_words(sealed, dosage)} {dosage.counted}",
        sure=f"The interval holds every effect that is not rejected at {found.plan.level:g}, p is the share of"
        f" {found.plan.draws:,} allocations, drawn as this one was, with as large a difference.",
        caveat="Recorded events alone: where more officers are, more may be reported. What is sure for these"
        f" {unit}s need not hold elsewhere, and what is not sure is no proof that nothing was changed.",
        drawings=[
            trial.picture(found, "trial-effect"),
            *([_drawing(sealed, dosage)] if any(dosage.spent.values()) else []),
        ],
        sheets=[_units(sealed, outcomes, dosage)],
    )


def _of_arm(sealed: Sealed, at: int) -> list[str]:
    return [unit for unit in sealed.plan.units if sealed.allocation[unit] == sealed.plan.arms[at]]


def _spent(sealed: Sealed, dosage: Dosage) -> list[tuple[str, int, float]]:
    """Of each arm its name, its units, and the mean minutes of one."""
    arms = [(arm, _of_arm(sealed, at)) for at, arm in enumerate(sealed.plan.arms)]
    return [(arm, len(units), sum(dosage.spent[unit] for unit in units) / len(units)) for arm, units in arms]


def _dosage_words(sealed: Sealed, dosage: Dosage) -> str:
    if not any(dosage.spent.values()):
        return "No minute was recorded in a box in that time, so it is not known whether what was planned was done."
    unit = sealed.plan.unit
    told = " and ".join(f"{mean:.1f} minutes a {unit} with {arm}" for arm, _, mean in _spent(sealed, dosage))
    return f"Recorded in boxes: {told}."


def _deviations(sealed: Sealed, dosage: Dosage) -> list[str]:
    """Where boxes of the trial's model were shown, or visited, though everything was to be as usual."""
    if not dosage.linked:
        return []
    unit, usual, days = sealed.plan.unit, _of_arm(sealed, 0), dosage.overridden
    of_usual = f"of {len(usual)} usual {unit}s"
    within = "on" if unit is Unit.DAY else "in"
    shown = [one for one in usual if days.get(one)]
    others = [one for one in usual if dosage.spent[one] and one not in shown]
    told = []
    if shown:
        named = (one if unit is Unit.DAY else f"{one} for {_days(days[one])}" for one in shown)
        told.append(
            f"Deviations: boxes were shown for an urgent need {within} {len(shown)} {of_usual} ({', '.join(named)})."
            " They count as allocated."
        )
    if others:
        spent = sum(dosage.spent[one] for one in others)
        told.append(
            f"Deviations: {spent:,.0f} minutes were recorded in its boxes {within} {len(others)} {of_usual}, though"
            " they were not shown. They count as allocated."
        )
    if mapless := _mapless(sealed, dosage):
        told.append(mapless)
    return told or [f"Deviations: none was recorded {within} the {len(usual)} usual {unit}s."]


def _mapless(sealed: Sealed, dosage: Dosage) -> str:
    """Where something was to be tried and there was no map: by days the tried ones, by areas all."""
    plan = sealed.plan
    if plan.unit is Unit.DAY:
        wanted = _of_arm(sealed, 1)
        of_days = f"{len(wanted)} days of “{plan.arms[1]}”"
    else:
        wanted = list(dosage.mapless)
        of_days = f"the {(plan.last - plan.first).days + 1} days of the trial"
    missing = [day for day in wanted if day in dosage.mapless]
    if not missing:
        return ""
    few = ", ".join(missing[:7]) + (" and others" if len(missing) > 7 else "")
    return (
        f"Deviations: on {len(missing)} of {of_days} the model had no map of that day, so an older one was"
        f" shown, or none ({few}). They count as allocated."
    )


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def _drawing(sealed: Sealed, dosage: Dosage) -> Drawing:
    unit = sealed.plan.unit
    rows = [(f"{arm} ({units} {unit}s)", round(mean, 1)) for arm, units, mean in _spent(sealed, dosage)]
    given = {"measure": f"Minutes a {unit}", "rows": rows, "of": "Arm"}
    return Drawing("bars", "trial-dosage", "Minutes recorded in boxes", _dosage_words(sealed, dosage), given)


def _units(sealed: Sealed, outcomes: Mapping[str, float], dosage: Dosage) -> Sheet:
    head = [sealed.plan.unit.capitalize(), "Arm", "Events", "Minutes in boxes"]
    rows = [
        [unit, sealed.allocation[unit], f"{outcomes[unit]:,.0f}", f"{dosage.spent[unit]:,.0f}"]
        for unit in sealed.plan.units
    ]
    if dosage.linked:
        head.append("Shown for an urgent need")
        rows = [[*row, str(dosage.overridden.get(row[0], 0))] for row in rows]
    return Sheet("trial-units", "Every unit", "As allocated before the trial started.", head, rows)
