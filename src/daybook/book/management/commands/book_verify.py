from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from daybook.book import keys
from daybook.book.verify import Report, raw, verify_against, verify_book, verify_records
from daybook.book.verify.records import record_tables


class Command(BaseCommand):
    help = "Check every entry of the book against its seal, its checkpoint and the signing keys."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--records", action="store_true", help="also every record row against its last entry"
        )
        parser.add_argument("--against", type=Path, metavar="FILE", help="checkpoints that were kept outside")
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        kept = _text_of(options["against"]) if options["against"] else ""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(stderr=True), disable=options["quiet"]) as bar:
            started = monotonic()
            report = _verify_book(bar)
            seconds = monotonic() - started
            if options["records"]:
                _verify_records(bar, report)
        if options["against"]:
            verify_against(report, kept, keys.verifiers())
        self._print(report, seconds)

    def _print(self, report: Report, seconds: float) -> None:
        for sentence in report.sentences():
            self.stdout.write(sentence)
        self.stdout.write(f"{seconds:.1f} s, {report.entries / max(seconds, 1e-9):,.0f} entries/s.")
        if not report.holds:
            raise SystemExit(1)


def _verify_book(bar: Progress) -> Report:
    task = bar.add_task("Entries", total=raw.bounds()[0])
    return verify_book(keys.verifiers(), lambda done: bar.update(task, completed=done))


def _verify_records(bar: Progress, report: Report) -> None:
    total = sum(model._base_manager.count() for model in record_tables())
    task = bar.add_task("Record rows", total=total)
    verify_records(report, lambda done: bar.update(task, completed=done))


def _text_of(file: Path) -> str:
    try:
        return file.read_text()
    except OSError as error:
        raise CommandError(f"The file {file} cannot be read: {error.strerror}.") from error
