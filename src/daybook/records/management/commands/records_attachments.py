"""`daybook records attachments`: read every attached file and compare it with its hash in the records."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from daybook.records.attachment_store import hash_of, path_of
from daybook.records.models import Attachment


class Command(BaseCommand):
    help = "Check that every attached file is in the store and unchanged."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="no progress bar")

    def handle(self, *args: Any, **options: Any) -> None:
        hashes = sorted(set(Attachment.objects.values_list("sha256", flat=True)))
        wrong = []
        with Progress(console=Console(stderr=True), disable=options["quiet"]) as progress:
            for sha256 in progress.track(hashes, description="Reading files"):
                wrong += self.look_at(sha256)
        if wrong:
            raise CommandError(
                "\n".join([*wrong, f"{len(wrong)} of {len(hashes)} files are not as recorded."])
            )
        self.stdout.write(f"{len(hashes)} files are as recorded.")

    def look_at(self, sha256: str) -> list[str]:
        """A sentence on what is wrong with this file, if anything is."""
        place = path_of(sha256)
        if not place.exists():
            return [f"{sha256}: missing. Restore it from the backup: {self.events(sha256)}."]
        if hash_of(place) != sha256:
            return [
                f"{sha256}: changed since it was attached. Restore it from the backup: {self.events(sha256)}."
            ]
        return []

    def events(self, sha256: str) -> str:
        """The numbers of the events the file belongs to."""
        rows = Attachment.objects.filter(sha256=sha256).select_related("event")
        return ", ".join(sorted(row.event.number for row in rows))
