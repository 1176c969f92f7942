from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from time import monotonic
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from rich.console import Console
from rich.progress import Progress

from daybook.book.models import Checkpoint
from daybook.config import move


class Command(BaseCommand):
    help = "Move the whole house from SQLite to an empty PostgreSQL database, and verify the book there."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", required=True, metavar="DATABASE_URL", help="postgres://user@host/name")

    def handle(self, *args: Any, to: str, **options: Any) -> None:
        if connection.vendor != "sqlite" or not to.startswith(("postgres://", "postgresql://")):
            raise CommandError(
                "A house is moved from SQLite (DATABASE_URL) to PostgreSQL (--to postgres://...)."
            )
        started = monotonic()
        try:
            rows = self._move(Path(str(connection.settings_dict["NAME"])), to)
        except move.MoveError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{rows:,} rows moved and the book verified, in {monotonic() - started:.1f} s.")
        self.stdout.write("Now set DATABASE_URL to the new database and start Daybook again.")

    def _move(self, source: Path, target: str) -> int:
        move.refuse_occupied(target)
        _daybook(target, "migrate", "--verbosity", "0")
        last = Checkpoint.objects.order_by("-size").first()
        connection.close()
        with Progress(console=Console(stderr=True)) as bar:
            task = bar.add_task("Rows", total=move.count_rows(source))
            rows = move.copy(
                source,
                target,
                lambda table, count: bar.update(task, advance=count, description=f"Rows of {table}"),
            )
        self.stdout.write(_verified(target, last.note if last else ""))
        return rows


def _verified(target: str, note: str) -> str:
    """The outcome of `book verify` on the target, which must contain the source's last checkpoint."""
    words = ["book", "verify", "--quiet"]
    if not note:
        return _daybook(target, *words)
    with tempfile.NamedTemporaryFile("w", suffix=".note") as file:
        file.write(note)
        file.flush()
        return _daybook(target, *words, "--against", file.name)


def _daybook(target: str, *words: str) -> str:
    """Run `daybook <words>` on the target; MoveError where it fails."""
    environment = {**os.environ, "DATABASE_URL": target}
    command = [sys.executable, "-m", "daybook", *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)  # noqa: S603 - our own command
    if done.returncode:
        said = done.stdout or done.stderr.strip().splitlines()[-1]
        raise move.MoveError(
            f"`daybook {words[0]}` on the target failed; the source is untouched. It said: {said}"
        )
    return done.stdout.strip()
