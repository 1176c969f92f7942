"""`daybook forecast feedback`: what becomes of a map when patrols follow it and find more where they look."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.forecast import asked
from daybook.forecast.engine.feedback import SET_UPS, SIDE, simulate, wrong_start
from daybook.forecast.feedback import findings, page
from daybook.forecast.found import write_found


class Command(BaseCommand):
    help = "Simulate patrols that follow a map in an invented world, and show which maps run away and which come right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--boxes", type=int, default=10, help="boxes visited a day (10)")
        parser.add_argument("--days", type=int, default=500, help="days (500)")
        parser.add_argument(
            "--reported", type=float, default=0.5, help="share of crimes that victims report (0.5)"
        )
        parser.add_argument(
            "--found", type=float, default=0.6, help="share of the others that patrols find (0.6)"
        )
        parser.add_argument("--seed", type=int, default=1, help="another number gives another course (1)")
        parser.add_argument("--out", type=Path, help="page to write: .html")

    def handle(self, *args: Any, **options: Any) -> None:
        out = options["out"]
        asked.check_out([out] if out else [], [".html"])
        _check(options)
        world, history = wrong_start(options["boxes"], options["reported"], options["found"])
        courses = {
            name: simulate(
                make(),
                history,
                world,
                options["boxes"],
                options["days"],
                discovered=found,
                seed=options["seed"],
            )
            for name, make, found in SET_UPS
        }
        told = _world(options)
        for line in (told, *findings(courses)):
            self.stdout.write(line)
        if out:
            write_found(out, page(courses, told))
            self.stdout.write(f"Written: {out}")


def _world(options: dict[str, Any]) -> str:
    return (
        f"An invented world of {SIDE**2} boxes; {options['boxes']} have eight times the crime of the others. The"
        f" record begins with as many wrong ones. {options['reported']:.0%} of crimes are reported; of the others"
        f" patrols find {options['found']:.0%} where they are."
    )


def _check(options: dict[str, Any]) -> None:
    """Raises `CommandError`."""
    if not 1 <= options["boxes"] <= SIDE**2 // 2:
        raise CommandError(f"--boxes is from 1 to {SIDE**2 // 2}: the world has {SIDE**2} cells.")
    if options["days"] < 20:
        raise CommandError("--days is at least 20: in fewer nothing is seen.")
    for name in ("reported", "found"):
        if not 0 < options[name] <= 1:
            raise CommandError(f"--{name} is a share above 0 and up to 1, such as 0.5.")
