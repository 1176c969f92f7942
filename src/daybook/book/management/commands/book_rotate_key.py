from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from daybook.book import keys
from daybook.book.author import system


class Command(BaseCommand):
    help = "Make a new signing key. The next checkpoint is signed by the old and the new one."

    def handle(self, *args: Any, **options: Any) -> None:
        verifier = keys.rotate(system("book rotate-key"))
        self.stdout.write(f"The book is now signed by a new key. Give it to your witnesses:\n{verifier.text}")
