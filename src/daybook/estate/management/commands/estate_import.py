from __future__ import annotations

import csv
import hashlib
import sys
from argparse import ArgumentParser
from io import BufferedReader
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from daybook.access.caller import system_caller
from daybook.estate.actions.send_file import remembered
from daybook.estate.importing.bad_rows import bad_row_lines
from daybook.estate.importing.carrying_out import carry_out
from daybook.estate.models import ImportState, RegisterImport
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import Order, TableError, guess, open_table

SHOWN = 20


class Command(BaseCommand):
    help = "Take a CSV or Excel file into the register of systems: good rows are taken, bad ones named with a remedy."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--sheet", choices=list(SHEETS), default="systems", help="what it holds (systems)"
        )
        parser.add_argument(
            "--column", action="append", default=[], metavar="HEADING=FIELD", help="what it is"
        )
        parser.add_argument(
            "--dates", choices=list(Order), default="", help="told from the file if not given"
        )
        parser.add_argument(
            "--bad", type=Path, help="write the bad rows as CSV here, to mend and take in again"
        )

    def handle(self, *args: Any, file: Path, bad: Path | None, **options: Any) -> None:
        try:
            with file.open("rb") as content:
                run = self._prepare(content, file.name, options)
                content.seek(0)
                _carry_out(run, content)
        except OSError as error:
            raise CommandError(f"{file} cannot be opened: {error.strerror}.") from None
        except TableError as error:
            raise CommandError(str(error)) from None
        if run.state == ImportState.FAILED:
            raise CommandError(run.problem)
        self._tell(run)
        if bad:
            with bad.open("w", newline="", encoding="utf-8-sig") as mend:
                csv.writer(mend).writerows(bad_row_lines(run))
            self.stdout.write(f"All bad rows are in {bad}.")

    def _prepare(self, content: BufferedReader, filename: str, options: dict[str, Any]) -> RegisterImport:
        sheet, table = SHEETS[options["sheet"]], open_table(content)
        chosen = dict(pair.rpartition("=")[::2] for pair in options["column"])
        columns = guess(sheet, table.headings, table.first, remembered(sheet.slug) | chosen)
        for heading in table.headings:
            field = sheet.by_name.get(columns.get(heading, ""))
            self.stdout.write(f"{heading}: {field.label if field else 'left out'}")
        content.seek(0)
        return RegisterImport.objects.create(
            sheet=sheet.slug,
            filename=filename[:200],
            digest=hashlib.file_digest(content, "sha256").hexdigest(),
            headings=table.headings,
            columns=columns,
            order=options["dates"],
            at=timezone.now(),
        )

    def _tell(self, run: RegisterImport) -> None:
        counts = f"{run.added} added, {run.amended} amended, {run.unchanged} unchanged, {run.bad} not taken"
        self.stdout.write(f"{run.rows} rows: {counts}.")
        for one in run.bad_rows.all()[:SHOWN]:
            for fault in one.faults:
                said = " ".join(fault[part] for part in ("value", "problem", "remedy") if fault[part])
                self.stdout.write(f"row {one.row}, {fault['field']}: {said}")


def _carry_out(run: RegisterImport, content: BufferedReader) -> None:
    with Progress(console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("Rows", total=None)

        def say(done: int, of: int) -> None:
            progress.update(task, completed=done, total=of or None)

        carry_out(run, content, system_caller("command").author, say)
