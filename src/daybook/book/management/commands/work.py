from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybook.book import jobs
from daybook.book.loops import Loop

LOOK_EVERY = 1.0


class Command(BaseCommand):
    help = (
        "Do what pages ask for: take files in, work out plans, make forecasts. As many of these as you like."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="end when nothing waits")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            while jobs.work():
                pass
        else:
            Loop("work", jobs.work, idle=LOOK_EVERY).run()
