from __future__ import annotations

from argparse import ArgumentParser
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from daybook.book import keys
from daybook.book.verify import Report, raw, verify_book


class Command(BaseCommand):
    help = "Check every entry of the book against its seal, its checkpoint and the signing keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        started = monotonic()
        report = self._verify(quiet=options["quiet"])
        for sentence in report.sentences():
            self.stdout.write(sentence)
        seconds = monotonic() - started
        self.stdout.write(f"{seconds:.1f} s, {report.entries / max(seconds, 1e-9):,.0f} entries/s.")
        if not report.holds:
            raise SystemExit(1)

    def _verify(self, *, quiet: bool) -> Report:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), disable=quiet) as bar:
            task = bar.add_task("Entries", total=raw.bounds()[0])
            return verify_book(keys.verifiers(), lambda done: bar.update(task, completed=done))
