"""What was before somebody's eyes when they judged: whether it is so still."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from daybook.access.caller import Caller
from daybook.nominals.judging import CannotDecide, in_force
from daybook.nominals.membership import Identity, rows_of
from daybook.nominals.queries.known import digests
from daybook.nominals.whose import Whose


class ChangedError(CannotDecide):
    """The records are not what they were when they were shown; nothing was written."""

    conflict = True
    at_fault = {
        "seen": "Ask for everybody concerned again (GET /api/v1/nominals/{id}), then give the seen of each person: of"
        " both, or of the one where they are one."
    }

    def __init__(self, what: str = "This pair has") -> None:
        super().__init__(
            f"{what} changed since it was shown to you. Nothing is written yet: look at it again, then decide."
        )


def sight(first: Identity, second: Identity) -> str:
    """A digest of all that the two records and their persons' other records say, and of what stands about the pair."""
    whose, standing = Whose.of((first, second)), in_force(first, second)
    said = hashlib.sha256(str(standing and standing.pk).encode())
    for (system, key), row in sorted(rows_of(whose.nominals).items()):
        said.update(f"|{system}|{key}|{row.nominal}|".encode() + bytes(row.cleaned))
    return said.hexdigest()[:32]


def require_seen(caller: Caller, seen: Collection[str], first: Identity, second: Identity) -> None:
    """Raise `ChangedError` unless `seen` holds what the pair's `sight` is, or what is `known` of each of the two."""
    if sight(first, second) not in seen and not _are_known(caller, seen, (first, second)):
        raise ChangedError


def require_known(
    caller: Caller, seen: Collection[str], records: Iterable[Identity], what: str = "What is proposed has"
) -> None:
    """Raise `ChangedError`, which says of `what`, unless `seen` holds what is `known` of each of these."""
    if not _are_known(caller, seen, records):
        raise ChangedError(what)


def _are_known(caller: Caller, seen: Collection[str], records: Iterable[Identity]) -> bool:
    return digests(caller, records) <= set(seen)
