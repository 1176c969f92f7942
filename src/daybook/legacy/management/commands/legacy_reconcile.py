from __future__ import annotations

import argparse
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.access.caller import system_caller
from daybook.book.loops import process_name
from daybook.legacy import registry
from daybook.legacy.actions.ask_reconciliation import ask_reconciliation
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.models import Reconciliation, RunState
from daybook.legacy.reconcile.nightly import carry_out

PAUSE = 0.2


class Command(BaseCommand):
    help = "Compare an old system with the book, record by record, and say what differs."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("system")
        parser.add_argument("--wait", type=float, default=600, help="seconds to wait for its extract (600)")

    def handle(self, *args: Any, system: str, wait: float, **options: Any) -> None:
        try:
            run = ask_reconciliation(system_caller("command"), system)
        except CannotDo as error:
            raise CommandError(str(error)) from error
        self._follow(run, time.monotonic() + wait)
        if run.state == RunState.FAILED:
            raise CommandError(run.problem)
        self._tell(run)

    def _follow(self, run: Reconciliation, end: float) -> None:
        found, holder = registry.find(run.system), process_name("reconcile")
        while found and not carry_out(found, run, holder):
            if time.monotonic() > end:
                raise CommandError(
                    "Its extract is not there yet. The comparison stays asked for and is done by itself."
                )
            time.sleep(PAUSE)

    def _tell(self, run: Reconciliation) -> None:
        self.stdout.write(
            f"{registry.title_of(run.system)}: {run.ours:,} confirmed here, {run.theirs:,} there, {run.alike:,} alike."
        )
        self.stdout.write(
            f"Only here {run.only_here:,}, only there {run.only_there:,}, different {run.differs:,};"
            f" {run.on_the_way:,} on the way and {run.earlier:,} from before it was joined were left out."
        )
