"""How long it took: before booking in, in detention, and for the appropriate adult to come."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.custody.figures.picked import Picked
from daybook.web.charts import Caption, Chart, counted, histogram, line

WAIT_MINUTES = (0, 10, 20, 30, 45, 60, 90, 120)
ADULT_MINUTES = (0, 30, 60, 120, 180, 240, 360, 480)
LONG_WAIT, LONG_ADULT = 30, 120


def waiting(picked: Picked) -> Chart:
    """From arrival to the custody officer's decision to authorise or refuse detention."""
    minutes = [stay.waited for stay in picked.in_span if stay.waited is not None]
    finding = _finding(picked, minutes, LONG_WAIT, "waited")
    caption = picked.by_category("waiting", "Waiting before booking in", finding)
    return _spread(picked, caption, WAIT_MINUTES, minutes)


def adult_waiting(picked: Picked) -> Chart:
    """From the first call for an appropriate adult to the first arrival of one."""
    minutes = [stay.adult_waited for stay in picked.in_span if stay.adult_waited is not None]
    finding = _finding(picked, minutes, LONG_ADULT, "waited for an appropriate adult")
    caption = picked.by_category("adult-waiting", "Waiting for an appropriate adult", finding)
    return _spread(picked, caption, ADULT_MINUTES, minutes)


def detention(picked: Picked) -> Chart:
    """From arrival to leaving custody, for those who have left."""
    adults = picked.averaged(lambda stay: None if stay.child else stay.held)
    children = picked.averaged(lambda stay: stay.held if stay.child else None)
    hours = [stay.held for stay in picked.year if stay.held is not None]
    half = picked.middle(hours)
    finding = f"Half left within {half:.1f} hours." if half is not None else "Too few have left to say."
    caption = picked.caption("detention", "Average detention", finding)
    return line(caption, "Hours", picked.names, {"18 and over, or not known": adults, "10 to 17": children})


def _spread(picked: Picked, caption: Caption, edges: Sequence[float], minutes: Sequence[float]) -> Chart:
    counts = picked.counts(counted(minutes, edges))
    return histogram(caption, "Custody records", "minutes", edges, counts, open_end=True)


def _finding(picked: Picked, minutes: Sequence[float], long: int, what: str) -> str:
    half = picked.middle(minutes)
    if half is None:
        return f"Too few {what} to say how long."
    if picked.public:
        return f"Half {what} {half:.0f} minutes or less."
    longer = picked.number(sum(one > long for one in minutes))
    return f"Half {what} {half:.0f} minutes or less; {longer} waited more than {long}."
