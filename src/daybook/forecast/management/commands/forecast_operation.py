"""`daybook forecast operation`: whether an operation lowered crime, and whether it moved it away."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import numpy as np
from django.core.management.base import BaseCommand, CommandError

from daybook.forecast import asked
from daybook.forecast.engine.areas import read_area
from daybook.forecast.engine.patterns import Areas, operation
from daybook.forecast.found import write_found
from daybook.forecast.operation import page, sentences


class Command(BaseCommand):
    help = "Compare a target, the ring around it and the rest before and during an operation: effect and displacement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)
        parser.add_argument(
            "--target", type=Path, required=True, help="where it was: GeoPackage, GeoJSON, KML, CSV"
        )
        parser.add_argument("--first", required=True, help="its first day, as 2024-03-01")
        parser.add_argument("--last", required=True, help="its last day")
        parser.add_argument("--ring", type=float, default=500.0, help="metres around the target (500)")
        parser.add_argument("--control", type=Path, help="comparison area; without it all beyond the ring")
        parser.add_argument("--out", type=Path, help="page to write: .html")

    def handle(self, *args: Any, **options: Any) -> None:
        out = options["out"]
        asked.check_out([out] if out else [], [".html"])
        first, last = (np.datetime64(asked.day(options[name]), "D") for name in ("first", "last"))
        if options["ring"] <= 0:
            raise CommandError("--ring is metres around the target, above 0.")
        with asked.progress(options["quiet"]) as told:
            read, _ = asked.read_inside(options, told)
            target, control = (
                read_area(options[name], read.flat)[0] if options[name] else None
                for name in ("target", "control")
            )
            areas = Areas(target, options["ring"], control)
            found = operation(read.events, areas, first, last + np.timedelta64(1, "D"))
        for line in (*asked.notes(read), *sentences(found)):
            self.stdout.write(line)
        if out:
            write_found(out, page(found), read)
            self.stdout.write(f"Written: {out}")
