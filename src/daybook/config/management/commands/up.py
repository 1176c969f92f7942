"""`daybook up`: everything on one machine, brought up to date first."""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser

from daybook.book.supervisor import Supervisor, house


class Command(BaseCommand):
    help = "Run web, clerk, read, deliver, read-in, watch and work together on this machine."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--bind", default="localhost:8000", help="Address of the pages, host:port.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        self.stdout.write(f"Daybook is at http://{options['bind']}/ (Ctrl-C stops it)")
        Supervisor(house(options["bind"]), self.stdout.write).run()
