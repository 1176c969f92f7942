"""`daybook demo load`: the invented force into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from daybook.demo.loading import CannotLoad, Loaded, are_filled, fill_machines, load_force
from daybook.demo.loading.hands import SecondHand, Telling
from daybook.demo.machines import folder


class Command(BaseCommand):
    help = "Load the invented force into an empty database, or go on where an earlier load was cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=20_000, help="how many people (default 20000)")
        parser.add_argument("--seed", type=int, default=7, help="another number gives another force")
        parser.add_argument("--until", type=date.fromisoformat, help="day after the last events, 2026-11-01")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        started = monotonic()
        with Progress(*columns, console=Console(stderr=True), disable=options["quiet"]) as bar:
            try:
                loaded = load_all(options["people"], options["seed"], options["until"], Watch(bar).told)
            except (CannotLoad, ValueError) as error:
                raise CommandError(str(error)) from error
        self.stdout.write(
            f"{loaded.people:,} people, {loaded.events:,} events and {loaded.officers:,} officers are here, in"
            f" {loaded.entries:,} entries ({monotonic() - started:.1f} s)."
        )


def load_all(people: int, seed: int, until: date | None, tell: Telling) -> Loaded:
    """The tables first, then the old systems; what is there already stays as it is."""
    with SecondHand(tell) as hand:
        loaded = load_force(people, seed, until, tell, hand)
    truth = Path(settings.HOME) / "truth"
    if not are_filled(truth):
        fill_machines(folder(), truth, people, seed, until, tell)
    return loaded


class Watch:
    """One line of the progress bar for each stage."""

    def __init__(self, bar: Progress) -> None:
        self.bar = bar
        self.lines: dict[str, TaskID] = {}

    def told(self, stage: str, done: int, total: int) -> None:
        """Show how far the stage is."""
        if stage not in self.lines:
            self.lines[stage] = self.bar.add_task(stage, total=total)
        self.bar.update(self.lines[stage], completed=done, total=total)
