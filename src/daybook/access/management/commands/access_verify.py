from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from daybook.access import verification


class Command(BaseCommand):
    help = "Check the book as `book verify` does, and write the result into it for the auditor's page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--user", type=UUID, help="id of the user who asked")
        parser.add_argument("--device", default="command", help="device from which they asked")

    def handle(self, *args: Any, **options: Any) -> None:
        result = verification.run(options["user"], options["device"])
        for sentence in result.sentences:
            self.stdout.write(sentence)
        if not result.holds:
            raise SystemExit(1)
