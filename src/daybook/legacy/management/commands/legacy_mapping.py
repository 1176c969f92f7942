"""`daybook legacy mapping FOLDER`: check an old system's mapping and its golden files; for integrators."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.legacy.mapping import Mapping, MappingError, golden, load


class Command(BaseCommand):
    help = "Check the mapping and the golden files in an old system's folder."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder that holds mapping.toml")
        parser.add_argument(
            "--write", action="store_true", help="keep what the mapping makes as the expected bodies"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            mapping = load(options["folder"].resolve())
        except MappingError as error:
            raise CommandError(str(error)) from error
        problems = [
            *self._cases(mapping, options["write"]),
            *_paths(mapping),
            *golden.unread_replies(mapping),
        ]
        for problem in problems:
            self.stdout.write(self.style.ERROR(problem))
        if problems:
            raise CommandError(f"{len(problems)} problems in the golden files of {mapping.system.title}.")
        self.stdout.write(
            self.style.SUCCESS(f"{mapping.system.title}: {len(mapping.fields)} fields, all is well.")
        )

    def _cases(self, mapping: Mapping, write: bool) -> list[str]:
        cases = golden.check(mapping, write)
        for case in cases:
            self.stdout.write(f"{case.name}:")
            for loss in case.losses:
                self.stdout.write(f"  {loss.field}: {loss.ours!r} becomes {loss.theirs!r} ({loss.rule})")
        found = [f"{case.name}: {case.problem}" for case in cases if case.problem]
        return found if cases else ["There are no golden reports. Put one into golden/arrest.document.json."]


def _paths(mapping: Mapping) -> list[str]:
    return [
        f"from = '{path}': no golden report has this. Correct the path, or add a report that has it."
        for path in golden.unknown_paths(mapping)
    ]
