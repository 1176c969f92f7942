from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from daybook.access.caller import system_caller
from daybook.estate.looking.look import is_due, look
from daybook.estate.models import Looking
from daybook.estate.queries.duplicates import PAIR_HEADINGS, clusters, dark_systems, pair_lines
from daybook.estate.shown import about, pounds
from daybook.estate.views.dark import trace_words
from daybook.web.downloads import csv_lines


class Command(BaseCommand):
    help = "Look over the register for systems that do the same work, and for those that are on no register."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--csv", type=Path, help="write every pair with its score and verdict here")

    def handle(self, *args: Any, csv: Path | None, **options: Any) -> None:
        looking = look() if is_due() else Looking.objects.get()
        caller, say = system_caller("command"), self.stdout.write
        found = clusters(caller)
        say(f"{looking.candidates} pairs compared. {len(found)} clusters of systems that do the same work:")
        for one in found:
            stays, *others = one.members
            going = ", ".join(f"{system.number} {system.name}" for system in others)
            say(f"{stays.number} {stays.name} stays, {going} would go: {about(one.row.saving)} a year")
        dark = dark_systems(caller)
        say(f"{len(dark)} are paid for or signed on to and on no register:")
        for row in dark:
            say(f"{row.name}: {pounds(row.pence)}. {' '.join(map(trace_words, row.traces))}")
        if csv:
            csv.write_text("".join(csv_lines(PAIR_HEADINGS, pair_lines(caller))), encoding="utf-8")
            say(f"All pairs are in {csv}.")
