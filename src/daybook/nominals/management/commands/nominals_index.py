"""`daybook nominals index`: everybody into the live index."""

from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from daybook.nominals import tables
from daybook.nominals.indexing import index_all
from daybook.nominals.models import IndexedRecord
from daybook.nominals.restoring import restore


class Command(BaseCommand):
    help = "Put everybody on record into the index that people are found in, or go on where it was cut off."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--afresh", action="store_true", help="empty the index first, and build it anew")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        started = monotonic()
        if options["afresh"]:
            tables.empty()
        with Progress(*columns, console=Console(stderr=True), disable=options["quiet"]) as bar:
            line = bar.add_task("People", total=None)
            put = index_all(lambda done, total: bar.update(line, completed=done, total=total))
        if options["afresh"]:
            restore()
        self.stdout.write(
            f"{put:,} people were put into the index, which holds {IndexedRecord.objects.count():,} records"
            f" ({monotonic() - started:.1f} s)."
        )
