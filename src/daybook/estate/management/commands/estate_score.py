from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.access.caller import system_caller
from daybook.estate.queries.estate import Held, the_estate
from daybook.estate.risk import CRITERIA


class Command(BaseCommand):
    help = "Score the risk of every system by the legacy IT framework, the highest first, or one with its evidence."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "number", nargs="?", help="a system's number: its 13 criteria with their evidence"
        )
        parser.add_argument("--red", action="store_true", help="only those at 16 or more")

    def handle(self, *args: Any, number: str | None, red: bool, **options: Any) -> None:
        systems = the_estate(system_caller("command")).here
        if number is not None:
            self._one(next((held for held in systems if held.facts.number == number), None), number)
            return
        scored = [held for held in systems if held.risk.overall is not None]
        scored.sort(key=lambda held: -(held.risk.overall or 0))
        for held in scored:
            if not red or held.risk.zone == "red":
                self.stdout.write(_line(held))
        unscored = len(systems) - len(scored)
        self.stdout.write(f"{len(scored)} scored, {unscored} not: a side of them has no score at all.")

    def _one(self, held: Held | None, number: str) -> None:
        if held is None:
            raise CommandError(f"No system here has the number {number}.")
        self.stdout.write(_line(held))
        for code, score in held.scores.items():
            self.stdout.write(
                f"{code} {CRITERIA[code].title}: {score.score or '-'} ({score.basis}). {score.evidence}"
            )


def _line(held: Held) -> str:
    risk = held.risk
    number = "no score" if risk.overall is None else f"{float(risk.overall):5.2f} {risk.zone}"
    legacy = ", legacy" if risk.is_legacy else ""
    missing = f", provisional: {len(risk.missing)} criteria not scored" if risk.missing else ""
    return f"{number}{legacy}{missing}: {held.facts.number} {held.facts.name}"
