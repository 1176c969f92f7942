from __future__ import annotations

import sys
from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from daybook.access.caller import system_caller
from daybook.estate.models import Scenario
from daybook.estate.planning.register import read_register
from daybook.estate.planning.wanted import Wanted, checked
from daybook.estate.planning.wishes import to_begin_with, wishes_of
from daybook.estate.queries.estate import the_estate
from daybook.estate.register.faults import CellError
from daybook.estate.register.reading.numbers import read_money
from daybook.estate.roadmap import EstateError, Found, Plan, SearchError, Searching, Told, explain
from daybook.estate.roadmap.process import gathered
from daybook.estate.shown import about, pounds


class Command(BaseCommand):
    help = "Search for a plan of the estate's end, from the register as it is, and print it. Nothing is kept."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--scenario", type=int, help="its number; without it, figures that fit the register"
        )
        parser.add_argument("--seconds", type=int, help="how long to search")
        parser.add_argument("--budget", help="of a quarter, in pounds, like 16.7m")
        parser.add_argument("--why", action="store_true", help="with the reasons of every row")

    def handle(self, *args: Any, why: bool, **options: Any) -> None:
        register = the_estate(system_caller("command"))
        try:
            wanted = self._wanted(to_begin_with(register, timezone.localdate()), options)
            read = read_register(register, wanted)
            wishes = wishes_of(wanted, read.estate)
            found = gathered(list(_shown(Searching(read.estate, wishes, wanted.seconds), wanted.seconds)))
        except (EstateError, SearchError, ValueError) as error:
            raise CommandError(str(error)) from None
        if found.plan is None:
            raise CommandError(_conflict(found))
        reasons = explain(read.estate, wishes, found.plan) if why else {}
        for id, quarter in sorted(found.plan.cutover.items(), key=lambda each: (each[1], each[0])):
            self.stdout.write(f"{wanted.label(quarter)}  {id}  {read.estate.named(id)}")
            if id in reasons:
                self.stdout.write(f"         {reasons[id].now} {reasons[id].earlier}".rstrip())
        self._tell(found, found.plan)

    def _wanted(self, wanted: Wanted, options: dict[str, Any]) -> Wanted:
        if options["scenario"]:
            row = Scenario.objects.filter(number=options["scenario"]).first()
            if row is None:
                raise CommandError(f"There is no scenario {options['scenario']}.")
            wanted = Wanted.read(row.wanted)
        try:
            budget = read_money(options["budget"]) if options["budget"] else wanted.budget
        except CellError as error:
            raise CommandError(f"--budget: {error}") from None
        return checked(replace(wanted, budget=budget, seconds=options["seconds"] or wanted.seconds))

    def _tell(self, found: Found, plan: Plan) -> None:
        near = "" if found.gap is None else f", within {found.gap:.1%} of the best possible"
        self.stdout.write(f"{len(plan.cutover)} rows, worth {pounds(found.value)}{near}.")
        if not found.solver:
            self.stdout.write(
                "OR-Tools is not installed: this is the plan of the relaxation, not searched further."
            )


def _shown(searching: Searching, seconds: int) -> Any:
    with Progress(console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task("Searching", total=seconds)
        best = Told("")
        for told in searching:
            best = told if told.kind == "plan" else best
            words = f"{about(best.value)} of at most {about(told.bound)}" if best.value else "Searching"
            progress.update(task, completed=told.seconds or seconds, description=words)
            yield told


def _conflict(found: Found) -> str:
    if not found.conflict:
        return "No plan was found in this time. Search longer, or ask for less."
    ways = " Or: ".join(" ".join(way) for way in found.conflict["ways"])
    return f"No plan keeps to all of this: {' '.join(found.conflict['together'])} The least that has to give: {ways}"
