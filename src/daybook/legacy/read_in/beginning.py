"""Where the reading of a system begins: with all that it holds, or with what comes there from now on."""

from __future__ import annotations

from collections.abc import Iterable

from daybook.legacy.models import Reading


def from_now(systems: Iterable[str]) -> None:
    """What these hold now will be known and nobody in it taken in, as long as none of them was read whole.

    For systems whose history is linked in one run (`daybook nominals link`): record by record it takes long.
    """
    for system in systems:
        Reading.objects.get_or_create(system=system)
        Reading.objects.filter(system=system, whole_at=None).update(from_now=True)
