"""`daybook forecast patterns`: near repeats, repeat victimisation and hours of the week, from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from daybook.forecast import asked
from daybook.forecast.patterns import write_patterns


class Command(BaseCommand):
    help = "Show near repeats, repeats, hours of the week and new hotspots in a file of past crimes, as one page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)
        parser.add_argument("--out", type=Path, required=True, help="page to write: .html")
        parser.add_argument("--permutations", type=int, default=999, help="shuffles of the Knox test (999)")

    def handle(self, *args: Any, **options: Any) -> None:
        asked.check_out([options["out"]], [".html"])
        with asked.progress(options["quiet"]) as told:
            read, area = asked.read_inside(options, told)
            findings = write_patterns(
                options["out"], read, area, options["cell"], options["zone"], options["permutations"], told
            )
        for line in (*asked.notes(read), *findings, f"Written: {options['out']}"):
            self.stdout.write(line)
