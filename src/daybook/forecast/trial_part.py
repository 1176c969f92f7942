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
    told = " and ".join(
        f"{mean:.1f} minutes a {unit} with {trial.named(sealed.plan, arm)}"
        for arm, _, mean in _spent(sealed, dosage)
    )
    return f"Recorded in boxes: {told}."


def _deviations(sealed: Sealed, dosage: Dosage) -> list[str]:
    """Where boxes were shown, or visited, that the trial holds back; and where a model had no map to show."""
    if not dosage.linked:
        return []
    plan = sealed.plan
    told = [line for at in ((0, 1) if plan.instead else (0,)) for line in _of_held(sealed, dosage, at)]
    told += [line for at in ((0, 1) if plan.instead else (1,)) if (line := _mapless(sealed, dosage, at))]
    where = (
        f"{_within(sealed)} {'any' if plan.instead else f'the {len(_of_arm(sealed, 0))} usual'} {plan.unit}"
    )
    return told or [f"Deviations: none was recorded {where}{'' if plan.instead else 's'}."]


def _within(sealed: Sealed) -> str:
    return "on" if sealed.plan.unit is Unit.DAY else "in"


def _of_held(sealed: Sealed, dosage: Dosage, at: int) -> list[str]:
    """Where that arm is due, and boxes of the other were shown or visited."""
    plan, units, days = sealed.plan, _of_arm(sealed, at), dosage.overridden
    of_those = f"of {len(units)} usual {plan.unit}s"
    boxes, theirs = "boxes", "its boxes"
    if plan.instead:
        of_those = f"of {len(units)} {plan.unit}s of “{plan.arms[at]}”"
        boxes = theirs = f"boxes of “{plan.arms[1 - at]}”"
    shown = [one for one in units if days.get(one)]
    others = [one for one in units if dosage.astray.get(one) and one not in shown]
    told = []
    if shown:
        named = (one if plan.unit is Unit.DAY else f"{one} for {_days(days[one])}" for one in shown)
        told.append(
            f"Deviations: {boxes} were shown for an urgent need {_within(sealed)} {len(shown)} {of_those}"
            f" ({', '.join(named)}). They count as allocated."
        )
    if others:
        spent = sum(dosage.astray[one] for one in others)
        told.append(
            f"Deviations: {spent:,.0f} minutes were recorded in {theirs} {_within(sealed)} {len(others)} {of_those},"
            " though they were not shown. They count as allocated."
        )
    return told


def _mapless(sealed: Sealed, dosage: Dosage, at: int) -> str:
    """Where the model of that arm was due and had no map: by days those of the arm, by areas all."""
    plan = sealed.plan
    without = dosage.mapless.get(plan.arms[at], ())
    if plan.unit is Unit.DAY:
        wanted = _of_arm(sealed, at)
        of_days = f"{len(wanted)} days of “{plan.arms[at]}”"
    else:
        wanted = list(without)
        of_days = f"the {(plan.last - plan.first).days + 1} days of the trial"
    missing = [day for day in wanted if day in without]
    if not missing:
        return ""
    few = ", ".join(missing[:7]) + (" and others" if len(missing) > 7 else "")
    which = f"the model “{plan.arms[at]}”" if plan.instead and plan.unit is Unit.AREA else "the model"
    return (
        f"Deviations: on {len(missing)} of {of_days} {which} had no map of that day, so an older one was"
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
    if sealed.plan.instead:
        head.append("Minutes in boxes held back")
        rows = [[*row, f"{dosage.astray[row[0]]:,.0f}"] for row in rows]
    if dosage.linked:
        head.append("Shown for an urgent need")
        rows = [[*row, str(dosage.overridden.get(row[0], 0))] for row in rows]
    return Sheet("trial-units", "Every unit", "As allocated before the trial started.", head, rows)
