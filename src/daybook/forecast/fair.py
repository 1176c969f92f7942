"""The fairness of a forecast as sentences, a table and pictures, for the command line and for pages."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.fairness import (
    EVEN,
    CensusError,
    Drift,
    Fairness,
    Group,
    Tally,
    drift,
    measure,
    read_census,
)
from daybook.forecast.engine.flat import Flat

MODEL = "Mixture"
HEAD = (
    "Group",
    "Residents",
    "Share of flagged boxes",
    "Of boxes flagged for nothing",
    "Of recorded crime",
    "Flagged to recorded (95 in 100)",
    "Live in a flagged box",
    "Missed for each 1,000",
)
MEANING = (
    "A box and what is recorded in it count for each group by its share of those who live there. Flagged to recorded is"
    " the group's share of flagged boxes by its share of recorded crime: 1 is even, above it the group is flagged more"
    " than its recorded crime explains, below it less. Intervals hold the chance of the weeks tested, not errors of the"
    " census. A forecast is made without any of this."
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One model's fairness and its drift, and what is odd in the census."""

    fairness: Fairness
    drift: Drift
    faults: Sequence[str]


def add_arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--census",
        type=Path,
        help="residents by group (ONS small-area CSV), to see whether the forecast is fair",
    )
    parser.add_argument(
        "--census-areas", type=Path, help="where its areas lie: GeoPackage, GeoJSON or CSV of points"
    )
    parser.add_argument(
        "--census-fine", action="store_true", help="the fine groups of the table in place of the broad ones"
    )


def tally_of(options: Mapping[str, Any], flat: Flat) -> Tally | None:
    """What listens to the test of a forecast; None where no census was given."""
    if not options["census"]:
        if options["census_areas"]:
            raise CommandError(
                "--census-areas says where the areas of a census lie; give the table with --census."
            )
        return None
    return Tally(read_census(options["census"], options["census_areas"], flat, options["census_fine"]))


def judged(tally: Tally | None, model: str = MODEL) -> Judged | None:
    """None where nothing was listened to: no census, or too short a history. Raises `CensusError`."""
    if tally is None or not tally.sums[model]:
        return None
    if not tally.people.sum():
        raise CensusError("Nobody of the census lives in the area. Its areas may be of another place.")
    return Judged(measure(tally, model), drift(tally, model), tally.census.faults)


def rows(fairness: Fairness) -> list[tuple[str, ...]]:
    """A line for each group, in the order of `HEAD`."""
    return [_row(one) for one in fairness.rows]


def _row(group: Group) -> tuple[str, ...]:
    return (
        group.name,
        f"{group.residents:,.0f} ({group.share:.1%})",
        _percent(group.flag_share),
        _percent(group.wrong_share),
        _percent(group.crime_share),
        f"{group.protection.value:.2f} ({group.protection.low:.2f} to {group.protection.high:.2f})",
        _percent(group.flagged),
        f"{group.missed.value:.1f} ± {group.missed.error:.1f}",
    )


def _percent(figure: Figure) -> str:
    return f"{figure.value:.1%} ± {100 * figure.error:.1f}"


def findings(judged: Judged) -> list[str]:
    """What the figures say, and no more."""
    found = judged.fairness
    told = [verdict(found), *(_uneven(one) for one in found.rows if one.uneven)]
    told += [_drifted(name, judged.drift) for name in judged.drift.drifted]
    if found.empty >= 0.005:
        told.append(f"Nobody lives in {found.empty:.0%} of the flagged boxes.")
    if found.outside >= 1:
        told.append(f"{found.outside:,.0f} residents of the table live outside the area and are not counted.")
    return [*told, *judged.faults]


def verdict(found: Fairness) -> str:
    """Whether any group is surely flagged beyond what its recorded crime explains."""
    measured = (
        f"{found.model}, {found.at:.0%} of the area flagged in {found.forecasts} forecasts it had not seen"
    )
    if not any(isfinite(one.protection.low) for one in found.rows):
        return f"Whether groups are flagged evenly is not known: nothing was recorded where they live. {measured}."
    if any(one.uneven for one in found.rows):
        return f"Not even between groups. {measured}."
    return (
        f"No group is surely flagged more or less than its recorded crime explains (beyond {EVEN[0]:g} to {EVEN[1]:g})."
        f" {measured}."
    )


def _uneven(group: Group) -> str:
    word = "more" if group.protection.value > 1 else "less"
    return (
        f"{group.name}: flagged {group.protection.value:.2f} times their share of recorded crime"
        f" ({group.protection.low:.2f} to {group.protection.high:.2f}), {word} than victims' reports explain."
    )


def _drifted(name: str, found: Drift) -> str:
    change, low, high = found.change[name]
    return (
        f"{name}: flagged to recorded is {change:.2f} times as high in the second half of the time as in the first"
        f" ({low:.2f} to {high:.2f})."
    )
