"""`daybook forecast compare`: before and after in some areas, beside others."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from django.core.management.base import BaseCommand, CommandError

from daybook.forecast import asked
from daybook.forecast.engine.arrays import Floats
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.patterns import spans
from daybook.forecast.engine.trials import compared
from daybook.forecast.engine.zones import Zones, read_zones
from daybook.forecast.found import write_found
from daybook.forecast.trial import compared_page, compared_words


class Command(BaseCommand):
    help = "Compare areas where something was done with others, before and after: difference in differences of counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)
        parser.add_argument("--areas", type=Path, required=True, help="named areas: GeoPackage or GeoJSON")
        parser.add_argument(
            "--treated", nargs="+", required=True, help="names of those where something was done"
        )
        parser.add_argument("--first", required=True, help="first day of it, as 2024-03-01")
        parser.add_argument("--last", required=True, help="last day")
        parser.add_argument("--out", type=Path, help="page to write: .html")

    def handle(self, *args: Any, **options: Any) -> None:
        out = options["out"]
        asked.check_out([out] if out else [], [".html"])
        first, last = (np.datetime64(asked.day(options[name]), "D") for name in ("first", "last"))
        with asked.progress(options["quiet"]) as told:
            read, _ = asked.read(options, told)
            zones = read_zones(options["areas"], read.flat)
            treated = _treated(zones, options["treated"])
            edges = spans(read.events, first, last + np.timedelta64(1, "D"))[:3]
            before, after = _counts(read.events, zones, *edges)
            found = compared(before, after, treated)
        words = compared_words(found, int(treated.sum()), int((~treated).sum()))
        for line in (*asked.notes(read), *words):
            self.stdout.write(line)
        if out:
            days = [
                str(one.astype("M8[D]")) for one in (edges[0], edges[1], edges[2] - np.timedelta64(1, "s"))
            ]
            write_found(out, compared_page(found, zones.names, before, after, treated, days), read)
            self.stdout.write(f"Written: {out}")


def _treated(zones: Zones, names: list[str]) -> np.ndarray:
    """Raises `CommandError`."""
    if missing := [name for name in names if name not in zones.names]:
        raise CommandError(f"There is no area {missing[0]}; there are: {', '.join(zones.names[:10])}.")
    flags = np.isin(zones.names, names)
    if flags.all():
        raise CommandError(
            "Every area was treated, so there is nothing to compare with. Give a file with others too."
        )
    return flags


def _counts(
    events: Events, zones: Zones, before: np.datetime64, start: np.datetime64, end: np.datetime64
) -> tuple[Floats, Floats]:
    """Events of each area before, and from the start to the end."""
    points = shapely.points(events.x, events.y)
    inside = np.stack([shapely.intersects(shape, points) for shape in zones.shapes])
    earlier = (events.time >= before) & (events.time < start)
    later = (events.time >= start) & (events.time < end)
    return (inside & earlier).sum(axis=1).astype(float), (inside & later).sum(axis=1).astype(float)
