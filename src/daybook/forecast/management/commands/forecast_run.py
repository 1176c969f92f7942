"""`daybook forecast run`: where the next crimes are likely, from a file."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.forecast import asked, fair, registering
from daybook.forecast.engine.evaluation import unwatched
from daybook.forecast.engine.forecasting import Forecast, run
from daybook.forecast.engine.reading import Read
from daybook.forecast.engine.writing import svg_map, write_geojson, write_parquet
from daybook.forecast.report import title, write_report, write_scorecard
from daybook.forecast.score_tables import exported, sheets
from daybook.forecast.scorecard import scorecard
from daybook.forecast.shown import COUNTING
from daybook.forecast.tables import table
from daybook.forecast.verdict import Card, advised, tested

Writer = Callable[[Path, Forecast, Read, Any, fair.Judged | None], None]
WRITERS: dict[str, Writer] = {
    ".html": write_report,
    ".svg": lambda path, made, read, area, judged: _write_svg(path, made, area),
    ".geojson": lambda path, made, read, area, judged: write_geojson(
        path, made, read.flat, exported(_card(made))
    ),
    ".parquet": lambda path, made, read, area, judged: write_parquet(
        path, made, read.flat, exported(_card(made))
    ),
    ".csv": lambda path, made, read, area, judged: write_scorecard(path, _card(made)),
}


class Command(BaseCommand):
    help = "Forecast where crimes are likely next, from a file of past ones, and say how good such forecasts were."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)
        asked.add_model_arguments(parser)
        fair.add_arguments(parser)
        parser.add_argument(
            "--out",
            nargs="+",
            type=Path,
            required=True,
            help="files to write: .html .svg .geojson .parquet, and .csv for the scorecard",
        )
        parser.add_argument(
            "--register",
            default="",
            metavar="TITLE",
            help="keep the model in the register of this Daybook, so named",
        )
        parser.add_argument("--boxes", type=int, default=20, help="how many boxes can be visited (20)")

    def handle(self, *args: Any, **options: Any) -> None:
        asked.check_out(options["out"], WRITERS)
        if options["boxes"] < 1:
            raise CommandError("At least one box must be asked for: --boxes 20.")
        registering.check(options)
        with asked.progress(options["quiet"]) as told:
            read, area = asked.read(options, told)
            tally = fair.tally_of(options, read.flat)
            made = run(read, area, asked.plan_of(options, read, area), told, tally or unwatched)
            judged = fair.judged(tally, made.model.name)
            for path in options["out"]:
                WRITERS[path.suffix.lower()](path, made, read, area, judged)
            model = registering.keep(options, read, area, made)
        self._tell(made, read, judged, options)
        self.stdout.write(registering.words(model))

    def _tell(self, made: Forecast, read: Read, judged: fair.Judged | None, options: dict[str, Any]) -> None:
        for line in asked.notes(read, made.places, made.history):
            self.stdout.write(line)
        self.stdout.write(f"{title(made)}: {made.expected.sum():,.1f} events over {made.grid.cells:,} cells.")
        for line in made.rhythm:
            self.stdout.write(f"  {line}")
        card = _card(made)
        self.stdout.write(advised(card, made.untested, options["model"] == COUNTING))
        if card:
            for sheet in sheets(card, intervals=False):
                self.stdout.write(table(sheet.head, sheet.rows, self.stdout), ending="")
            self.stdout.write(tested(card))
        for box in made.boxes[:3]:
            self.stdout.write(f"  Box {box.rank}: {', '.join(box.streets) or 'no street known'}. {box.why}")
        for line in fair.findings(judged) if judged else ():
            self.stdout.write(line)
        if options["census"] and not judged:
            self.stdout.write("Whether it is fair was not measured either.")
        self.stdout.write(f"Written: {', '.join(map(str, options['out']))}")


def _write_svg(path: Path, made: Forecast, area: Any) -> None:
    path.write_text(svg_map(made, title(made), area), "utf-8")


def _card(made: Forecast) -> Card:
    return scorecard(made.scored, made.calibration)
