from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.access.caller import system_caller
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.pause import resume


class Command(BaseCommand):
    help = "Send to an old system again; one that did not answer is tried at once."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("system")

    def handle(self, *args: Any, system: str, **options: Any) -> None:
        try:
            resume(system_caller("command"), system)
        except CannotDo as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{system} is resumed.")
