"""What tests of every room need."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.book import Author, clerk, readers

OFFICER = Author(user=UUID(int=1), device="test", purpose="operational")


def settle(rounds: int = 50) -> None:
    """Seal and read until nothing moves: what the clerk and the readers do in a running house."""
    for _ in range(rounds):
        if not clerk.seal_pending() + readers.run_once():
            return
    raise AssertionError(f"the book did not come to rest in {rounds} rounds")


def statements(queries: Iterable[dict[str, str]]) -> int:
    """How many statements a page cost, savepoints aside; those that went to the server in one text count each."""
    texts = [
        query["sql"] for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN"))
    ]
    return sum(1 + text.count("; INSERT INTO ") for text in texts)


def arrest(**changed: Any) -> dict[str, Any]:
    """What is typed for an arrest; every hard and soft rule holds."""
    typed: dict[str, Any] = {
        "people_arrested": [
            {
                "family_name": "Quill",
                "given_names": "Ada",
                "date_of_birth": "1990-02-01",
                "sex": "2",
                "pncid": "81/34U",
                "address": ["1 Mill Lane"],
                "postcode": "ZZ1 4AB",
            }
        ],
        "happened_at": timezone.now().isoformat(),
        "place": {"description": "Market Place"},
        "offences": [{"code": "TH68010"}],
        "grounds": "Seen by store staff to leave without paying.",
        "necessity": ["INVESTIGATION"],
        "necessity_reason": "To recover the property and interview promptly.",
    }
    return typed | changed
