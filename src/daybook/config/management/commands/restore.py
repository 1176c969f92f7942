from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from daybook.config import backup
from daybook.config.archive import ArchiveError


class Command(BaseCommand):
    help = "Restore a backup into an empty place, and verify the book in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        started = monotonic()
        try:
            with Console(stderr=True).status(f"Restoring {file}"):
                manifest, report = backup.restore(file)
        except (ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored the backup of {manifest.made_at}: {len(manifest.files):,} files.")
        for sentence in report.sentences():
            self.stdout.write(sentence)
        self.stdout.write(f"{monotonic() - started:.1f} s.")
        if not report.holds:
            raise SystemExit(1)
