from __future__ import annotations

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError

from daybook.book import tree
from daybook.book.models import Checkpoint, Seal
from daybook.book.proofs import CONSISTENCY, INCLUSION, Proof


class Command(BaseCommand):
    help = "Print a proof that an entry is in the book, or that an older state of it is the beginning of today's."

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("entry", nargs="?", help="the id of an entry, or its number")
        what.add_argument(
            "--from", type=int, dest="old", metavar="SIZE", help="the size of an older checkpoint"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        last = Checkpoint.objects.order_by("-size").first()
        if last is None:
            raise CommandError("The book has no checkpoint yet.")
        proof = _inclusion(options["entry"], last) if options["entry"] else _consistency(options["old"], last)
        self.stdout.write(proof.text, ending="")


def _inclusion(entry: str, last: Checkpoint) -> Proof:
    seal = _seal(entry)
    path = tree.prove_inclusion(seal.seq, last.size)
    return Proof(INCLUSION, seal.seq - 1, bytes(seal.leaf), tuple(path), last.note)


def _seal(entry: str) -> Seal:
    try:
        if entry.isdigit() and len(entry) < 20:
            return Seal.objects.get(seq=int(entry))
        return Seal.objects.get(entry_id=UUID(entry))
    except (ValueError, Seal.DoesNotExist) as error:
        raise CommandError(f"There is no sealed entry {entry}.") from error


def _consistency(old: int, last: Checkpoint) -> Proof:
    if not 0 < old <= last.size:
        raise CommandError(f"The book has {last.size} sealed entries; give a size from 1 to that.")
    path = tree.prove_consistency(old, last.size)
    return Proof(CONSISTENCY, old, tree.tree_of(old).root, tuple(path), last.note)
