"""What the actions of this room refuse for the same causes."""

from __future__ import annotations


class NothingToDoError(ValueError):
    """What was asked would change nothing, or nothing was given; the message says what to do."""


def stated(reason: str, question: str = "Give the reason.") -> str:
    """The reason without blanks around it; ValueError with the question where none is given."""
    if not reason.strip():
        raise ValueError(question)
    return reason.strip()
