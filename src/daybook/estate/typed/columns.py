"""What a column holds of which nothing is known."""

from __future__ import annotations

from typing import Any

from daybook.book.models import BookRecord


def nothing(model: type[BookRecord], name: str) -> Any:
    """None or an empty value; a choice goes back to what a new record has."""
    column = next(one for one in model._meta.concrete_fields if one.name == name)
    return None if column.null else column.get_default()
