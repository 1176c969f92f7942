"""`daybook forecast trial-analyse`: judge a sealed trial by its own plan."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from daybook.forecast import asked
from daybook.forecast.engine.areas import read_area
from daybook.forecast.engine.flat import flat_of
from daybook.forecast.engine.reading import Read, Wish, read_events
from daybook.forecast.engine.trials import (
    Sealed,
    TrialError,
    Unit,
    analyse,
    by_area,
    by_day,
    cut,
    opened,
    verified,
)
from daybook.forecast.engine.zones import read_zones
from daybook.forecast.found import write_found
from daybook.forecast.models import Trial
from daybook.forecast.trial import page, sentences
from daybook.forecast.trial_standing import cut_words, end_of, no_effect, told_end, utc_today

UNKNOWN = (
    "The register here does not know this trial. Had it been ended early, --ended would have to tell the day."
)


class Command(BaseCommand):
    help = "Judge a trial that is over by the plan it was sealed with, and by no other."

    def add_arguments(self, parser: ArgumentParser) -> None:
        asked.add_file_arguments(parser)
        parser.add_argument("--trial", type=Path, required=True, help="the sealed trial: .json")
        parser.add_argument(
            "--seal", required=True, help="its seal, from where it was put when the trial was sealed"
        )
        parser.add_argument("--area", type=Path, help="the area file of the plan, if it has one")
        parser.add_argument(
            "--ended",
            default="",
            help="day (UTC) of an early end, where the register here does not know the trial",
        )
        parser.add_argument("--out", type=Path, help="page to write: .html")

    def handle(self, *args: Any, **options: Any) -> None:
        out = options["out"]
        asked.check_out([out] if out else [], [".html"])
        with asked.progress(options["quiet"]):
            sealed = verified(_opened(options["trial"]), options["seal"])
            _check_area(sealed, options["area"])
            row, ended = _registered(sealed), options["ended"]
            day, words = _of_register(row, ended) if row else _as_told(sealed, ended)
            left = cut(sealed, day)
            read, outcomes = _outcomes(left, options)
            found = analyse(sealed, options["seal"], outcomes, utc_today(), day)
        for line in (*asked.notes(read), *sentences(found), *words):
            self.stdout.write(line)
        if out:
            write_found(out, page(found, left, outcomes, words), read)
            self.stdout.write(f"Written: {out}")


def _opened(path: Path) -> Sealed:
    try:
        return opened(path.read_text("utf-8"))
    except OSError as error:
        raise CommandError(f"There is no sealed trial {path}.") from error


def _registered(sealed: Sealed) -> Trial | None:
    """The trial as the register here knows it; None where it does not, or where there is no register."""
    try:
        return Trial.objects.select_related("approval", "end").filter(digest=sealed.digest).first()
    except DatabaseError:
        return None


def _of_register(row: Trial, ended: str) -> tuple[date | None, list[str]]:
    """The day of an early end, and what is said of it, as on the page of the trial. Raises `TrialError`."""
    if why := no_effect(row, utc_today()):
        raise TrialError(why)
    end = end_of(row)
    if ended and (end is None or end.day != asked.day(ended)):
        known = f"was ended on {end.day}" if end else "was not ended early"
        raise TrialError(f"The register says that the trial {known}. Leave --ended out.")
    return (end.day, [told_end(end)]) if end else (None, [])


def _as_told(sealed: Sealed, ended: str) -> tuple[date | None, list[str]]:
    """The same, as told by whoever analyses a trial of another place. Raises `TrialError`."""
    plan = sealed.plan
    if not ended:
        return None, [UNKNOWN] if plan.model else []
    day = asked.day(ended)
    if not plan.first < day <= plan.last:
        raise TrialError(
            f"The trial lasts from {plan.first} to {plan.last}, so it was not ended early on {day}. Put --ended right."
        )
    return day, [f"Ended early on {day:%-d %B %Y}, as told. {cut_words(day)}"]


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
