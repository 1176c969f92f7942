"""`daybook forecast series`: events that may belong together, by method, place and days."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.forecast import asked
from daybook.forecast.engine.patterns import Rule, series
from daybook.forecast.found import write_found
from daybook.forecast.series import page, sentences, write_csv


class Command(BaseCommand):
    help = "Suggest series in a file of past crimes: near each other, soon after each other, done in the same way."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)
        parser.add_argument(
            "--within", type=float, default=2000.0, help="metres between two of a series (2000)"
        )
        parser.add_argument("--days", type=float, default=28.0, help="days between two of a series (28)")
        parser.add_argument("--score", type=float, default=0.6, help="least score of a group, 0 to 1 (0.6)")
        parser.add_argument(
            "--shuffles", type=int, default=39, help="shuffles that show what chance gives (39)"
        )
        parser.add_argument("--out", nargs="+", type=Path, required=True, help="files to write: .html .csv")

    def handle(self, *args: Any, **options: Any) -> None:
        asked.check_out(options["out"], [".html", ".csv"])
        rule = _rule(options)
        with asked.progress(options["quiet"]) as told:
            read, _ = asked.read_inside(options, told)
            told("Comparing methods", 0, 0)
            found = series(read.events, rule, options["shuffles"])
        for path in options["out"]:
            if path.suffix.lower() == ".csv":
                write_csv(path, read.events, found)
            else:
                write_found(path, page(read.events, found, rule), read)
        written = f"Written: {', '.join(map(str, options['out']))}"
        for line in (*asked.notes(read), *sentences(read.events, found), written):
            self.stdout.write(line)


def _rule(options: dict[str, Any]) -> Rule:
    """Raises `CommandError`."""
    if options["within"] <= 0 or options["days"] <= 0:
        raise CommandError("--within is metres and --days is days, both above 0.")
    if not 0 < options["score"] <= 1 or options["shuffles"] < 19:
        raise CommandError("--score lies above 0 and up to 1, and --shuffles is at least 19.")
    return Rule(options["within"], options["days"], options["score"])
