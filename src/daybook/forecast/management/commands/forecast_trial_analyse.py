"""`daybook forecast trial-analyse`: judge a sealed trial by its own plan."""

from __future__ import annotations

from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from daybook.forecast import asked
from daybook.forecast.engine.areas import read_area
from daybook.forecast.engine.flat import flat_of
from daybook.forecast.engine.reading import Read, Wish, read_events
from daybook.forecast.engine.trials import Sealed, Unit, analyse, by_area, by_day, opened, verified
from daybook.forecast.engine.zones import read_zones
from daybook.forecast.found import write_found
from daybook.forecast.trial import page, sentences


class Command(BaseCommand):
    help = "Judge a trial that is over by the plan it was sealed with, and by no other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_file_arguments(parser)
        parser.add_argument("--trial", type=Path, required=True, help="the sealed trial: .json")
        parser.add_argument(
            "--seal", required=True, help="its seal, from where it was put when the trial was sealed"
        )
        parser.add_argument("--area", type=Path, help="the area file of the plan, if it has one")
        parser.add_argument("--out", type=Path, help="page to write: .html")

    def handle(self, *args: Any, **options: Any) -> None:
        out = options["out"]
        asked.check_out([out] if out else [], [".html"])
        with asked.progress(options["quiet"]):
            sealed = verified(_opened(options["trial"]), options["seal"])
            _check_area(sealed, options["area"])
            read, outcomes = _outcomes(sealed, options)
            found = analyse(sealed, options["seal"], outcomes, timezone.localdate())
        for line in (*asked.notes(read), *sentences(found)):
            self.stdout.write(line)
        if out:
            write_found(out, page(found, sealed, outcomes), read)
            self.stdout.write(f"Written: {out}")


def _opened(path: Path) -> Sealed:
    try:
        return opened(path.read_text("utf-8"))
    except OSError as error:
        raise CommandError(f"There is no sealed trial {path}.") from error


def _check_area(sealed: Sealed, area: Path | None) -> None:
    """The area file is the one of the plan. Raises `CommandError`."""
    found = sha256(area.read_bytes()).hexdigest() if area and area.is_file() else ""
    if found != sealed.plan.area:
        word = "The area file is not the one" if found else "Give the area file, with --area,"
        if not sealed.plan.area:
            raise CommandError("The trial was sealed without an area. Leave --area out.")
        raise CommandError(f"{word} the trial was sealed with.")


def _outcomes(sealed: Sealed, options: dict[str, Any]) -> tuple[Read, dict[str, float]]:
    """As the plan declares: its types, never those recorded where police look, its days and its area."""
    plan, flat = sealed.plan, flat_of(options["metres"]) if options["metres"] else None
    wish = Wish(plan.kinds, asked.columns(options["column"]), options["system"], options["zone"])
    if plan.unit is Unit.AREA:
        zones = read_zones(options["area"], flat)
        read = read_events(options["file"], wish, zones.flat)
        return read, by_area(read.events, plan, zones)
    area = None
    if options["area"]:
        area, flat = read_area(options["area"], flat)
    read = read_events(options["file"], wish, flat)
    return read, by_day(read.events, plan, area)
