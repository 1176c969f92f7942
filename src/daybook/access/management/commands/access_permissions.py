from typing import Any

from django.core.management.base import BaseCommand

from daybook.access.permission_table import as_markdown


class Command(BaseCommand):
    help = "Print the table of roles and permissions, as docs/permissions.md shows it."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(as_markdown(), ending="")
