from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from daybook.book import keys
from daybook.book.notes import NoteError, Verifier
from daybook.book.proofs import CONSISTENCY, INCLUSION, Proof, check_notes, split_notes


class Command(BaseCommand):
    help = "Check a file of checkpoints, or a proof, with public keys alone: no database is read."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="checkpoints or a proof")
        parser.add_argument(
            "--keys", type=Path, metavar="FILE", help="public keys, one a line (else those kept here)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text()
            lines = options["keys"].read_text().split() if options["keys"] else []
            verifiers = [Verifier.parse(line) for line in lines] or keys.verifiers()
            self._check(text, verifiers)
        except OSError as error:
            raise CommandError(f"{error.filename} cannot be read: {error.strerror}.") from error
        except NoteError as error:
            raise CommandError(str(error)) from error

    def _check(self, text: str, verifiers: list[Verifier]) -> None:
        if text.startswith((INCLUSION, CONSISTENCY)):
            proof = Proof.parse(text)
            if not proof.holds(verifiers):
                raise CommandError("The proof does not lead to the signed root.")
            self.stdout.write("The proof holds: it leads to the root that the checkpoint signs.")
            return
        heads, wrong = check_notes(split_notes(text), verifiers)
        for sentence in wrong:
            self.stdout.write(sentence)
        if wrong or not heads:
            raise CommandError(
                "These checkpoints cannot all be true." if wrong else "There is no checkpoint."
            )
        self.stdout.write(f"{len(heads):,} checkpoints, each signed, up to {heads[-1].size:,} entries.")
