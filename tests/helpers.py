"""What tests of every room need."""

from __future__ import annotations

from uuid import UUID

from daybook.book import Author, clerk, readers

OFFICER = Author(user=UUID(int=1), device="test", purpose="operational")


def settle(rounds: int = 50) -> None:
    """Seal and read until nothing moves: what the clerk and the readers do in a running house."""
    for _ in range(rounds):
        if not clerk.seal_pending() + readers.run_once():
            return
    raise AssertionError(f"the book did not come to rest in {rounds} rounds")
