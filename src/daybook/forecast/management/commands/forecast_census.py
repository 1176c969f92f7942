"""`daybook forecast census`: an invented census for demonstrations."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from daybook.forecast import asked
from daybook.forecast.engine.areas import read_area
from daybook.forecast.engine.fairness import invented, write_invented


class Command(BaseCommand):
    help = "Invent residents by group over an area, as a table in the ONS small-area layout and the areas beside it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("area", type=Path, help="boundary: GeoPackage, GeoJSON, KML or CSV of corners")
        parser.add_argument(
            "--out", type=Path, required=True, help="table to write: .csv; the areas as .geojson"
        )
        parser.add_argument(
            "--seed", type=int, default=2021, help="another number gives another census (2021)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        asked.check_out([options["out"]], [".csv"])
        with asked.progress(quiet=True):
            area, flat = read_area(options["area"])
            census = invented(area, options["seed"])
            areas = write_invented(options["out"], census, flat)
        self.stdout.write(
            f"{len(census.people):,} areas with {census.people.sum():,.0f} residents were invented; nobody lives"
            f" there.\nWritten: {options['out']}, {areas}"
        )
