"""`daybook forecast trial-seal`: allocate a trial at random and seal it before it starts."""

from __future__ import annotations

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.core.management.base import BaseCommand, CommandError

from daybook.forecast import asked
from daybook.forecast.engine.reading import Wish, read_events
from daybook.forecast.engine.trials import Plan, TrialError, Unit, days_of, seal, written
from daybook.forecast.engine.zones import Zones, read_zones
from daybook.forecast.trial import sealed_words
from daybook.forecast.trial_standing import utc_today


class Command(BaseCommand):
    help = "Allocate days or areas to two methods at random, and seal that and the analysis before the trial starts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--name", required=True, help="what the trial is called")
        parser.add_argument(
            "--unit", choices=[unit.value for unit in Unit], default="day", help="what is allocated (day)"
        )
        parser.add_argument(
            "--arms",
            nargs=2,
            required=True,
            metavar=("USUAL", "TRIED"),
            help="the usual way, and what is tried",
        )
        parser.add_argument("--first", required=True, help="first day (UTC), as 2027-01-04")
        parser.add_argument("--last", required=True, help="last day")
        parser.add_argument("--block", type=int, default=0, help="units of a block (14 days, or 2 areas)")
        parser.add_argument(
            "--type", nargs="+", default=[], help="crime types that count; without it every one"
        )
        parser.add_argument("--area", type=Path, help="where events count (days), or the named areas (areas)")
        parser.add_argument("--earlier", type=Path, help="earlier crimes, so that areas alike share a block")
        parser.add_argument(
            "--level", type=float, default=0.05, help="p up to which a difference counts (0.05)"
        )
        parser.add_argument("--out", type=Path, required=True, help="sealed trial to write: .json")

    def handle(self, *args: Any, **options: Any) -> None:
        asked.check_out([options["out"]], [".json"])
        if options["out"].exists():
            raise CommandError(
                f"{options['out']} exists. A sealed trial is never written over; choose another name."
            )
        with asked.progress(quiet=True):
            sealed = seal(_plan(options), utc_today())
        options["out"].write_text(written(sealed), "utf-8")
        for line in (*sealed_words(sealed), f"Written: {options['out']}"):
            self.stdout.write(line)


def _plan(options: dict[str, Any]) -> Plan:
    """Raises `TrialError`, `AreaError` or `ReadingError`."""
    unit, area = Unit(options["unit"]), options["area"]
    if unit is Unit.AREA and not area:
        raise TrialError("A trial by areas needs them: --area FILE, with a name for each.")
    first, last = asked.day(options["first"]), asked.day(options["last"])
    return Plan(
        name=options["name"],
        unit=unit,
        arms=tuple(options["arms"]),
        first=first,
        last=last,
        units=days_of(first, last) if unit is Unit.DAY else _areas(options),
        block=options["block"] or (14 if unit is Unit.DAY else 2),
        kinds=tuple(options["type"]),
        area=sha256(area.read_bytes()).hexdigest() if area and area.is_file() else "",
        level=options["level"],
    )


def _areas(options: dict[str, Any]) -> tuple[str, ...]:
    """Names of the areas; with earlier crimes those with most come first, so that neighbours in the list are alike."""
    zones = read_zones(options["area"])
    if not options["earlier"]:
        return zones.names
    events = read_events(options["earlier"], Wish(options["type"]), zones.flat).events
    counts = _counts(zones, shapely.points(events.x, events.y))
    return tuple(zones.names[at] for at in np.argsort(counts, kind="stable")[::-1])


def _counts(zones: Zones, points: Any) -> np.ndarray:
    return np.array([shapely.intersects(shape, points).sum() for shape in zones.shapes])
