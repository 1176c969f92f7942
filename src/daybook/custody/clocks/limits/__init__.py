"""Who may do what at which moment: what an entry would breach, with the rule's id and what to do instead.

`breaches(found, entry)` takes the clocks as they stand without the new entry. A soft breach is a warning: the
officer may go on with a reason. The others cannot be true or cannot be lawful, and stop the entry.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from daybook.custody.clocks.happening import Happening
from daybook.custody.clocks.limits import detaining, leaving, questioning
from daybook.custody.clocks.limits.breach import Breach
from daybook.custody.clocks.reckoning import Clocks

__all__ = ["Breach", "breaches"]

CHECKS: dict[str, Callable[[Clocks, Happening], Iterator[Breach]]] = {
    "review": detaining.review,
    "extension": detaining.extension,
    "warrant": detaining.warrant,
    "charged": leaving.charge,
    "released": leaving.release,
    "bail": leaving.bail,
    "bail-extended": leaving.bail_extended,
    "interview": questioning.interview,
}


def breaches(found: Clocks, entry: Happening) -> Sequence[Breach]:
    """What the entry would breach; when any entry may happen at all is not asked here."""
    check = CHECKS.get(entry.kind)
    return list(check(found, entry)) if check else []
