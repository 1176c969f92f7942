"""What is said of an entry that breaks a rule."""

from __future__ import annotations

from typing import NamedTuple


class Breach(NamedTuple):
    """A rule that an entry would break: its id, a sentence with the remedy, the detail it is about."""

    rule: str
    sentence: str
    field: str = "happened_at"
    soft: bool = False
