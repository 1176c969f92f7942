from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybook.oversight.audience import FORCE, PUBLIC
from daybook.oversight.export import rows_csv
from daybook.oversight.queries import followed, page_of
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS, SHEETS


class Command(BaseCommand):
    help = "Print an oversight sheet as CSV, as the force or with --public as everyone sees it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("sheet", choices=list(SHEETS))
        parser.add_argument("--public", action="store_true", help="without what the policy leaves out")

    def handle(self, *args: Any, **options: Any) -> None:
        audience, sheet = PUBLIC if options["public"] else FORCE, SHEETS[options["sheet"]]
        rows = followed(audience) if sheet is RECOMMENDATIONS else None
        for part in rows_csv(audience, page_of(audience, sheet), rows):
            self.stdout.write(part.decode(), ending="")
