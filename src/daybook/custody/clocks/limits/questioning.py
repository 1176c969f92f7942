"""When a person may be questioned: not in their rest, and after a break that was long enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from daybook.custody.clocks.calendar import said
from daybook.custody.clocks.care.interviews import enough
from daybook.custody.clocks.care.rest import FULL, rests
from daybook.custody.clocks.happening import Happening
from daybook.custody.clocks.limits.breach import Breach
from daybook.custody.clocks.reckoning import Clocks


def interview(found: Clocks, entry: Happening) -> Iterator[Breach]:
    """Not within the eight hours of rest, and not before a break is over."""
    if found.start is None or entry.details.get("stage") not in ("started", "break-ended"):
        return
    resting = rests(found.course, found.start).resting
    if resting and resting <= entry.at < resting + FULL:
        until = said(resting + FULL)
        yield Breach(
            "CARE-5",
            f"The person rests until {until}. Wait, or end the rest with its reason first.",
            soft=True,
        )
    yield from _short_break(found, entry)


def _short_break(found: Clocks, entry: Happening) -> Iterator[Breach]:
    before = [stage for stage in found.course.of("interview") if stage.at <= entry.at]
    if not before or before[-1].details.get("stage") != "break-started":
        return
    wanted = enough(found.course, before[-1].at, entry.at)
    if entry.at - before[-1].at < wanted:
        minutes = wanted // timedelta(minutes=1)
        yield Breach(
            "CARE-6",
            f"This break is to last {minutes} minutes. Go on after that, or say why it is shorter.",
            soft=True,
        )
