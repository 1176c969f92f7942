"""What goes with a person from suite to suite: the Code counts it by the person, not by the building.

It is read from the entries of the suite they come from, so that an entry written late or corrected there counts here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from daybook.custody.clocks import Happening

if TYPE_CHECKING:
    from daybook.custody.detention import Detention
    from daybook.custody.history import Entered

UNTIL_ASSESSED = ("level", "risk", "vulnerability", "interpreter")
"""In force until the receiving suite writes its own."""
COUNTED_ON = ("rest", "meal", "medication-plan", "medication", "level")
"""What the clocks of care go on counting: rest and meals of the last 24 hours, doses, how often to look."""


def brought(before: Detention) -> Iterator[Happening]:
    """The entries of the earlier suites as the clocks of this one read them. A rest ends with the way here."""
    yield from (one for one in before.happenings if one.kind in COUNTED_ON)
    start = before.clocks.start
    if start:
        yield Happening("held-since", start.cared, {})
    if before.ended_at:
        # A stage may have been written by a clock that was ahead: a rest that nothing ends would hide the next one.
        over = max([before.ended_at, *(one.at for one in before.all("rest"))])
        yield Happening("rest", over, {"stage": "ended"})


def brought_lines(now: Detention) -> list[Entered]:
    """What the page tells of it: what is in force until it is assessed here, medicines, the last rest and meals."""
    before = now.before
    if before is None:
        return []
    found = [before.known(kind)[-1:] for kind in UNTIL_ASSESSED if not now.all(kind)]
    found += [before.known("medication-plan"), before.known("medication")]
    found += [before.known("rest")[-1:], before.known("meal")[-3:]]
    return [entry for part in found for entry in part]
