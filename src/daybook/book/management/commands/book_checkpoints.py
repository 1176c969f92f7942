from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from daybook.book import keys
from daybook.book.models import Checkpoint


class Command(BaseCommand):
    help = "Print the signed checkpoints for someone outside to keep. They hold no data of the book."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--since", type=int, default=0, metavar="N", help="only those over more than N entries"
        )
        parser.add_argument("--last", action="store_true", help="only the newest")
        parser.add_argument("--keys", action="store_true", help="print the public keys instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["keys"]:
            for verifier in keys.verifiers():
                self.stdout.write(verifier.text)
            return
        notes = Checkpoint.objects.filter(size__gt=options["since"]).values_list("note", flat=True)
        order = "-size" if options["last"] else "size"
        for note in notes.order_by(order)[: 1 if options["last"] else None].iterator():
            self.stdout.write(note)
