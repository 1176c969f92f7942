"""`daybook records retention`: reckon when everybody's records fall due for review."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from daybook.records.models import Person, RetentionDue
from daybook.records.retention.reckoning import AT_ONCE, keep_due
from daybook.records.retention.schedule import schedule


class Command(BaseCommand):
    help = "Reckon when everybody's records fall due for review; to be run each night."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        total, done = Person.objects.count(), 0
        with Progress(console=Console(stderr=True), disable=options["quiet"]) as progress:
            task = progress.add_task("Reckoning", total=total)
            for ids in portions():
                keep_due(ids)
                done += len(ids)
                progress.update(task, completed=done)
        due = RetentionDue.objects.filter(due_on__lte=timezone.localdate()).count()
        self.stdout.write(f"{done} people by schedule {schedule().version}: {due} reviews are due.")


def portions() -> Iterator[list[UUID]]:
    """Everybody's ids, some hundred at a time."""
    people = Person.objects.order_by("pk").values_list("pk", flat=True)
    ids = list(people[:AT_ONCE])
    while ids:
        yield ids
        ids = list(people.filter(pk__gt=ids[-1])[:AT_ONCE])
