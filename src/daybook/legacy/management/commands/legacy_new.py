"""`daybook legacy new NAME --transport T`: a folder to begin with; for integrators."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from daybook.legacy import registry, skeletons
from daybook.legacy.systems import registry as shelf
from daybook.legacy.transports import TRANSPORTS

NEXT = """{folder}
  mapping.toml                 what goes where, how, and what becomes of the rest; every line is explained
  golden/arrest.document.json  an invented arrest, as Daybook has it
  golden/arrest.expected.*     what the mapping makes of it: the contract, once the old system's owner has read it
  golden/*.reply.*             an answer of each kind, to be replaced by real ones
Next:
  daybook legacy mapping {folder}
  daybook legacy try {name}
"""


class Command(BaseCommand):
    help = "Write a commented mapping and golden files for an old system that is to be joined."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", help="small letters, digits, underscore")
        parser.add_argument(
            "--transport", required=True, choices=sorted(TRANSPORTS), help="how it takes what we send"
        )
        parser.add_argument("--title", default="", help="what officers call it")
        parser.add_argument(
            "--into", type=Path, help="the folder of systems; DAYBOOK_SYSTEMS_FOLDER unless said"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        name, into = options["name"], options["into"] or Path(settings.SYSTEMS_FOLDER or ".")
        if any(name in shelf.names(folder) for folder in registry.folders()):
            raise CommandError(f"There is an old system '{name}' already. Take another name.")
        try:
            folder = skeletons.write(name, options["transport"], into.resolve(), options["title"])
        except (skeletons.SkeletonError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(NEXT.format(folder=folder, name=name))
        if Path(settings.SYSTEMS_FOLDER or "").resolve() != into.resolve():
            self.stdout.write(f"Set DAYBOOK_SYSTEMS_FOLDER={into.resolve()}, so that Daybook finds it.")
