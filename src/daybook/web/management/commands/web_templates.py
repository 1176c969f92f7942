"""`daybook web templates`: compile every template; part of `make check`."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.web.templatecheck import faults, own_templates


class Command(BaseCommand):
    help = "Compile every template of the project; names the file and line of each fault."

    def handle(self, *args: Any, **options: Any) -> None:
        found = faults()
        for fault in found:
            self.stderr.write(str(fault))
        if found:
            raise CommandError(f"{len(found)} fault(s) in the templates, listed above.")
        self.stdout.write(f"{len(own_templates())} templates compile.")
