"""`daybook forecast compare`: before and after in some areas, beside others."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from daybook.forecast import asked
from daybook.forecast.comparing import beside
from daybook.forecast.engine.zones import read_zones
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
        first, last = (asked.day(options[name]) for name in ("first", "last"))
        with asked.progress(options["quiet"]) as told:
            read, _ = asked.read_inside(options, told)
            zones = read_zones(options["areas"], read.flat)
            found = beside(read.events, zones, options["treated"], first, last)
        for line in (*asked.notes(read), *compared_words(found)):
            self.stdout.write(line)
        if out:
            write_found(out, compared_page(found), read)
            self.stdout.write(f"Written: {out}")
