"""`daybook legacy try NAME`: what would be sent beside what came back; for integrators."""

import shutil
from argparse import ArgumentParser
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.table import Table
from rich.text import Text

from daybook.legacy import registry
from daybook.legacy.connections import ConnectionsError
from daybook.legacy.mapping import Mapping, MappingError, MappingRefused
from daybook.legacy.systems import registry as shelf
from daybook.legacy.trial import Trial, TrialError, cases, try_out

ANSWERED = {
    "emulator": "its emulator",
    "test system": "the test system",
    "golden answer": "nobody: the golden answer was read in its place",
}


class Command(BaseCommand):
    help = "Send a golden report to an old system's emulator or test system, and show both sides."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "name", help="the system's folder, under DAYBOOK_SYSTEMS_FOLDER or shipped with Daybook"
        )
        parser.add_argument(
            "--case", default="", help="which golden report; the first that is new unless said"
        )
        parser.add_argument(
            "--connections",
            type=Path,
            help="a JSON file with the connection of its test system: the sample is sent there",
        )
        parser.add_argument("--seconds", type=float, default=20, help="how long the answer is waited for")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            mapping = _mapping(options["name"])
            case = options["case"] or next(iter(cases(mapping)), "arrest")
            trial = try_out(mapping, case, options["connections"], options["seconds"])
        except MappingRefused as error:
            raise CommandError(f"The report does not fit: {error}") from error
        except (TrialError, MappingError, ConnectionsError, OSError) as error:
            raise CommandError(str(error)) from error
        self._show(mapping.system.title, trial)
        if trial.state not in ("confirmed", "refused"):
            raise CommandError(f"{trial.reason} {trial.remedy}".strip())

    def _show(self, title: str, trial: Trial) -> None:
        page = StringIO()
        console = Console(file=page, width=shutil.get_terminal_size((120, 25)).columns)
        console.print(Text(f"{title}: '{trial.case}', answered by {ANSWERED[trial.against]}"))
        console.print(_fields(trial))
        console.print(_both(trial))
        console.print(_outcome(trial))
        self.stdout.write(page.getvalue())


def _mapping(name: str) -> Mapping:
    for folder in registry.folders():
        if name in shelf.names(folder):
            return shelf.mapping(name, folder)
    known = sorted({one for folder in registry.folders() for one in shelf.names(folder)})
    raise TrialError(
        f"There is no old system '{name}'. Known: {', '.join(known)}. Set DAYBOOK_SYSTEMS_FOLDER to find your own."
    )


def _fields(trial: Trial) -> Table:
    table = Table(title="Field by field", title_justify="left")
    for head in ("In our report", "Value", "In theirs", "Sent", "Changed by rule"):
        table.add_column(head, overflow="fold")
    for line in trial.lines:
        table.add_row(*map(Text, (line.ours, line.value, line.theirs, line.sent, line.rule)))
    return table


def _both(trial: Trial) -> Table:
    table = Table(title="Side by side", title_justify="left")
    table.add_column("What was sent", overflow="fold", ratio=1)
    table.add_column("What came back", overflow="fold", ratio=1)
    table.add_row(Text(trial.sent), Text(trial.came or "nothing"))
    return table


def _outcome(trial: Trial) -> Text:
    parts = [trial.state.upper(), trial.reference, trial.code, trial.reason, trial.remedy]
    parts += [f"{name}: {value}" for name, value in trial.returned.items()]
    return Text("  ".join(filter(None, parts)), style="bold")
