from __future__ import annotations

import argparse
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.pause import pause


class Command(BaseCommand):
    help = "Send nothing more to an old system, until it is resumed or for some minutes."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("system")
        parser.add_argument("--reason", default="paused on the command line")
        parser.add_argument("--minutes", type=float, help="resume by itself after this time")

    def handle(self, *args: Any, system: str, reason: str, minutes: float | None, **options: Any) -> None:
        until = timezone.now() + timedelta(minutes=minutes) if minutes else None
        try:
            pause(system_caller("command"), system, reason, until)
        except CannotDo as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{system} is paused. Deliveries wait; nothing is lost.")
