from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.console import Console

from daybook.config import backup
from daybook.config.archive import ArchiveError


class Command(BaseCommand):
    help = "Write database and attachments to one file while the house goes on working."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--with-keys", action="store_true", help="also the private keys and secrets")

    def handle(self, *args: Any, file: Path, with_keys: bool, **options: Any) -> None:
        if file.exists():
            raise CommandError(f"{file} is there already; a backup never replaces another.")
        started = monotonic()
        try:
            with Console(stderr=True).status("Copying the database") as status:
                manifest = backup.make(
                    file, with_keys=with_keys, progress=lambda name: status.update(f"Packed {name}")
                )
        except (ArchiveError, OSError) as error:
            raise CommandError(str(error)) from error
        seconds, size = monotonic() - started, file.stat().st_size / 1e6
        self.stdout.write(f"{file}: {len(manifest.files):,} files, {size:,.1f} MB, {seconds:.1f} s.")
        if not with_keys:
            self.stdout.write(
                "The keys are not in it. Keep the folder `keys` apart: what is encrypted needs it."
            )
