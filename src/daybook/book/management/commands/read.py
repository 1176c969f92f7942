from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybook.book.loops import Loop
from daybook.book.readers import run_once
from daybook.book.supervisor import Supervisor, role


class Command(BaseCommand):
    help = "Let every reader of the book read on, each from its own bookmark."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--processes", type=int, default=1, help="how many at once on this machine (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["processes"] > 1:
            Supervisor([role("read") for _ in range(options["processes"])]).run()
        else:
            Loop("read", run_once, idle=0.2).run()
