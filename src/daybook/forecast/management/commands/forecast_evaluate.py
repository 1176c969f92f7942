"""`daybook forecast evaluate`: how good forecasts of a file's last periods would have been."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from daybook.forecast import asked, fair
from daybook.forecast.engine.evaluation import unwatched
from daybook.forecast.engine.forecasting import evaluate, known, places_of
from daybook.forecast.engine.history import History
from daybook.forecast.engine.models import Given
from daybook.forecast.engine.reading import Read
from daybook.forecast.fair_pictures import picture
from daybook.forecast.report import write_evaluation, write_scorecard
from daybook.forecast.score_tables import calibration, sheets
from daybook.forecast.scorecard import scorecard
from daybook.forecast.tables import table
from daybook.forecast.verdict import Card, advised, tested, told_of


class Command(BaseCommand):
    help = "Measure every model on the last periods of a file, each told from what came before, beside plain counting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)
        asked.add_model_arguments(parser)
        fair.add_arguments(parser)
        parser.add_argument("--out", type=Path, help="page to write: .html, or .csv for the figures alone")

    def handle(self, *args: Any, **options: Any) -> None:
        out = options["out"]
        asked.check_out([out] if out else [], [".html", ".csv"])
        with asked.progress(options["quiet"]) as told:
            read, area = asked.read(options, told)
            tally = fair.tally_of(options, read.flat)
            plan = asked.plan_of(options, read, area)
            history, horizon = known(read, area, plan)
            places = places_of(plan, history.grid)
            listening = tally or unwatched
            card = scorecard(*evaluate(history, horizon, told, listening, Given(places), plan.model))
            judged = fair.judged(tally, told_of(card))
        for line in asked.notes(read, places, history):
            self.stdout.write(line)
        for sheet in sheets(card, intervals=False):
            self.stdout.write(table(sheet.head, sheet.rows, self.stdout), ending="")
        self.stdout.write(f"{tested(card)}\n{advised(card)}")
        self.stdout.write(f"Expected and recorded, from the quietest cells to the busiest ({told_of(card)}):")
        bands = calibration(card)
        self.stdout.write(table(bands.head, bands.rows, self.stdout), ending="")
        if judged:
            self._fairness(judged)
        if out:
            self._write(out, card, read, judged, history)
            self.stdout.write(f"Written: {out}")

    def _write(self, out: Path, card: Card, read: Read, judged: fair.Judged | None, history: History) -> None:
        if out.suffix.lower() == ".csv":
            write_scorecard(out, card)
        else:
            write_evaluation(out, card, read, judged, asked.outside(history) if history.outside else "")

    def _fairness(self, judged: fair.Judged) -> None:
        self.stdout.write(table(fair.HEAD, fair.rows(judged.fairness), self.stdout))
        for line in (*picture(judged.fairness), *fair.findings(judged), fair.MEANING):
            self.stdout.write(line)
