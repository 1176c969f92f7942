"""The book: every change and every look is one entry, sealed in order, and everything else reads it.

The names a room needs are here; models and signing stay inside.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from daybook.book.author import Author
from daybook.book.kinds import Act, register_kind

if TYPE_CHECKING:
    from daybook.book.pages import append, append_many, writing

__all__ = ["Act", "Author", "append", "append_many", "register_kind", "writing"]


def __getattr__(name: str) -> object:
    """Load the parts that need the tables only when they are asked for, so that models may import this room."""
    if name in {"append", "append_many", "writing"}:
        return getattr(import_module("daybook.book.pages"), name)
    raise AttributeError(name)
