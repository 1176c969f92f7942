"""Near repeats: whether an event is followed by others nearby, more often than chance would have it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.engine.patterns import Knox, knox
from daybook.forecast.studies.parts import Drawing, Part, Sheet

SLUG, TITLE = "near-repeats", "Near repeats"
SURE = 0.05
TWICE = 2.0
SHORTEST = 28
"""Days that the events span at least: in less every shuffle is as near in time."""
ZONES = ("As by chance", "More than by chance", "Twice as many or more")


def near_repeats(events: Events, told: Progress, permutations: int = 999) -> Part:
    """Raises `KnoxError`."""
    if problem := _problem(events):
        return Part(SLUG, TITLE, problem)
    found = knox(
        events,
        permutations=permutations,
        progress=lambda done, total: told("Shuffling times", done, total),
    )
    if not found.observed.sum():
        return Part(SLUG, TITLE, "No two events lie within 400 m and six weeks of each other.")
    return Part(
        SLUG,
        TITLE,
        findings=[finding(found)],
        basis=f"{len(events):,} events; {found.observed.sum():,.0f} pairs of them within {found.places[-1]:g} m and"
        f" {found.days[-1]:g} days; {permutations:,} shuffles of the times among the places.",
        sure=f"p is the share of the shuffles with as many pairs. Of {found.p.size} bands one or two lie at {SURE:g} or"
        " below by chance alone, so look at neighbouring bands together.",
        caveat="It says that events follow each other nearby, not who did them nor that they belong together. Hot"
        " places and busy weeks alone make none, since the shuffles keep both.",
        drawings=[_first_days(found), _bands(found)],
        sheets=[_table(found)],
    )


def _problem(events: Events) -> str:
    if events.precision is Precision.MONTH:
        return "Only the months of these events are known. Near repeats need days."
    days = int((events.time.max() - events.time.min()) / np.timedelta64(1, "D")) + 1
    if days < SHORTEST:
        return f"The events span {days} days. Near repeats need {SHORTEST} days or more: take a longer time."
    return ""


def _first_days(found: Knox) -> Drawing:
    """How many times as many pairs as by chance follow within the first span of days, by distance."""
    rows = [
        (name, round(float(ratio), 2) if np.isfinite(ratio) else None)
        for name, ratio in zip(_places(found), found.ratio[:, 0], strict=True)
    ]
    measure = f"Times chance, within {found.days[0]:g} days"
    given = {"measure": measure, "rows": rows, "of": "Distance"}
    return Drawing("bars", SLUG, "Near repeats, by distance", finding(found), given)


def _bands(found: Knox) -> Drawing:
    zone = np.where(found.p > SURE, 0, np.where(np.nan_to_num(found.ratio) < TWICE, 1, 2))
    surely = int((zone > 0).sum())
    said = f"{surely} of {zone.size} bands hold more pairs than chance explains (p up to {SURE:g})."
    given = {
        "across": ("Days apart, up to", [f"{one:g}" for one in found.days]),
        "up": ("Metres apart, up to", ["0", *(f"{one:g}" for one in found.places[1:])]),
        "counts": found.observed.astype(int).tolist(),
        "zones": ZONES,
        "zone": zone.tolist(),
        "measure": "Pairs",
    }
    return Drawing("heat", "near-repeat-bands", "Near repeats, all bands", said, given)


def finding(found: Knox) -> str:
    """What follows within the first span of days, in one sentence."""
    sure = [
        f"{name} ({ratio:.1f} times chance, p = {p:.3f})"
        for name, ratio, p in zip(_places(found), found.ratio[:, 0], found.p[:, 0], strict=True)
        if p <= SURE and ratio > 1
    ]
    if not sure:
        return f"Nothing shows that an event is followed by others nearby within {found.days[0]:g} days."
    return f"More events than by chance follow within {found.days[0]:g} days: {'; '.join(sure)}."


def _table(found: Knox) -> Sheet:
    rows = [
        (place, span, *_cells(found, at, when))
        for at, place in enumerate(_places(found))
        for when, span in enumerate(_spans(found))
    ]
    head = ("Distance", "Days apart", "Pairs", "Pairs by chance", "Times chance", "p")
    words = "Pairs of events in each band, beside the mean of the shuffles."
    return Sheet("near-repeat-table", "Pairs, chance and p", words, head, rows)


def _cells(found: Knox, at: int, when: int) -> tuple[str, ...]:
    pairs, chance, ratio = (float(one[at, when]) for one in (found.observed, found.expected, found.ratio))
    times = f"{ratio:.2f}" if np.isfinite(ratio) else "none"
    return f"{pairs:,.0f}", f"{chance:,.1f}", times, f"{found.p[at, when]:.3f}"


def _places(found: Knox) -> list[str]:
    return ["the same place", *(f"{low:g} to {high:g} m" for low, high in pairwise(found.places))]


def _spans(found: Knox) -> list[str]:
    return [f"{low:g} to {high:g}" for low, high in pairwise((0.0, *found.days))]
