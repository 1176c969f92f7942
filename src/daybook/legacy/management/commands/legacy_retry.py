from __future__ import annotations

import argparse
from typing import Any

from django.core.management.base import BaseCommand

from daybook.access.caller import system_caller
from daybook.legacy.actions.resend import resend_all


class Command(BaseCommand):
    help = "Send again all exceptions of a system that have the same code, once their cause is put right."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("system")
        parser.add_argument("code", help="as the exceptions desk shows it, such as MAPPING or CONNECTION")

    def handle(self, *args: Any, system: str, code: str, **options: Any) -> None:
        count = resend_all(system_caller("command"), system, code)
        self.stdout.write(f"{count} put back in the queue.")
