"""`daybook demo beside`: what `daybook demo load` has done by a second process while it loads."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from daybook.demo.loading import are_filled, fill_machines, marks
from daybook.demo.loading.index import index_force
from daybook.demo.machines import folder

LOOK_SECONDS = 0.2


class Command(BaseCommand):
    help = (
        "Started by `daybook demo load`: fills the old systems, then indexes the people once all are loaded."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, required=True)
        parser.add_argument("--seed", type=int, required=True)
        parser.add_argument("--until", type=date.fromisoformat, required=True)

    def handle(self, *args: Any, **options: Any) -> None:
        people: int = options["people"]
        truth = Path(settings.HOME) / "truth"
        if not are_filled(truth):
            fill_machines(folder(), truth, people, options["seed"], options["until"], self.told)
        load = os.getppid()
        while not _everybody_is_loaded(people):
            if os.getppid() != load:
                raise CommandError("The load has ended before everybody was loaded.")
            sleep(LOOK_SECONDS)
        index_force(self.told)

    def told(self, stage: str, done: int, total: int) -> None:
        """One line for the load to read; once the load is gone, this fails and ends the process."""
        self.stdout.write(f"{stage}\t{done}\t{total}")
        self.stdout.flush()


def _everybody_is_loaded(people: int) -> bool:
    mark = marks.last_mark()
    return mark is not None and mark.people_done == people
