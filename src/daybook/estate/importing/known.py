"""Which system of the register a number or a name of a file means."""

from __future__ import annotations

from uuid import UUID

from daybook.estate.models import System
from daybook.estate.register.synonyms import plain


def ids_by_number() -> dict[str, UUID]:
    """Every system on the register."""
    return dict(System.objects.order_by().values_list("number", "id"))


def ids_by_name() -> dict[str, UUID]:
    """Systems by number, name and alias in plain letters; what two systems are called leads to neither."""
    found: dict[str, set[UUID]] = {}
    for key, number, name, aliases in System.objects.order_by().values_list(
        "id", "number", "name", "aliases"
    ):
        for word in (number, name, *aliases):
            found.setdefault(plain(word), set()).add(key)
    return {word: keys.pop() for word, keys in found.items() if len(keys) == 1}
