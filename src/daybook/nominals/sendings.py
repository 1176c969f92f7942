"""What a sending that its system gave a name has done already: sent again, it does nothing, whatever came since."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid5

from daybook.nominals.models import Sending

WITHDRAWN = "withdrawn"
"""What is said of a record that its system holds no more; of every other, its digest."""


def done_before(submission: UUID | None, system: str, said: Mapping[str, str]) -> dict[str, bool]:
    """Of what this sending has done before, by key: whether it said then what it says now."""
    if submission is None:
        return {}
    names = {key: _name(submission, system, key) for key in said}
    rows = dict(Sending.objects.filter(pk__in=names.values()).values_list("pk", "said"))
    return {key: rows[its] == uuid5(submission, said[key]) for key, its in names.items() if its in rows}


def note(submission: UUID | None, system: str, said: Mapping[str, str]) -> None:
    """Write that it has done this, changed something or not."""
    if submission is not None:
        Sending.objects.bulk_create(
            Sending(id=_name(submission, system, key), said=uuid5(submission, its))
            for key, its in said.items()
        )


def _name(submission: UUID, system: str, key: str) -> UUID:
    return uuid5(submission, f"{system}\n{key}")
