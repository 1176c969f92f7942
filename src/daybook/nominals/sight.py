"""What was before somebody's eyes when they judged a pair: whether it is so still."""

from __future__ import annotations

import hashlib

from daybook.nominals.judging import CannotDecide, in_force
from daybook.nominals.membership import Identity, rows_of
from daybook.nominals.whose import Whose


class ChangedError(CannotDecide):
    """The pair is not what it was when it was shown; nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            "This pair has changed since it was shown to you. Nothing is written yet: look at it again, then decide."
        )


def sight(first: Identity, second: Identity) -> str:
    """A digest of all that the two records and their persons' other records say, and of what stands about the pair."""
    whose, standing = Whose.of((first, second)), in_force(first, second)
    said = hashlib.sha256(str(standing and standing.pk).encode())
    for (system, key), row in sorted(rows_of(whose.nominals).items()):
        said.update(f"|{system}|{key}|{row.nominal}|".encode() + bytes(row.cleaned))
    return said.hexdigest()[:32]


def require_seen(seen: str, first: Identity, second: Identity) -> None:
    """Raise `ChangedError` unless the pair is still what `seen` was made of."""
    if seen != sight(first, second):
        raise ChangedError
