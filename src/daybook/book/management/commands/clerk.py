from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybook.book.clerk import Clerk
from daybook.book.loops import Loop, process_name


class Command(BaseCommand):
    help = "Number and seal new entries. Run as many as you like: one is on duty, the others take over when it stops."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--lease", type=float, default=10, help="seconds until a standby takes over (10)")

    def handle(self, *args: Any, **options: Any) -> None:
        name = process_name("clerk")
        clerk = Clerk(name, options["lease"])
        Loop("clerk", clerk.work, name=name, close=clerk.stop).run()
