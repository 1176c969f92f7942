"""`daybook forecast evaluate`: how good forecasts of a file's last periods would have been."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.table import Table

from daybook.forecast import asked
from daybook.forecast.engine.forecasting import evaluate, known
from daybook.forecast.verdict import head, lines, tested, verdict


class Command(BaseCommand):
    help = "Measure every model on the last periods of a file, each told from what came before, beside plain counting."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        with asked.progress(options["quiet"]) as told:
            read, area = asked.read(options, told)
            history, horizon = known(read, area, asked.plan_of(options))
            scored, calibration = evaluate(history, horizon, told)
        for line in asked.notes(read):
            self.stdout.write(line)
        table = Table(*head(scored))
        for cells in lines(scored):
            table.add_row(*cells)
        Console(file=self.stdout, width=None if self.stdout.isatty() else 160).print(table)  # type: ignore[arg-type]
        self.stdout.write(f"{tested(scored)}\n{verdict(scored)}")
        self.stdout.write("Expected and recorded, from the quietest cells to the busiest (mixture):")
        for band in calibration[scored.models[-1]]:
            self.stdout.write(
                f"  {band.cells:>8,.0f} cells: {band.expected:10,.1f} expected {band.observed:8,.0f} recorded"
            )
