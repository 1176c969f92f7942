"""What came of an operation, in sentences, a picture and a table."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.patterns import Operation
from daybook.forecast.engine.patterns.displacement import Pair
from daybook.forecast.found import Found, Table
from daybook.forecast.studies.parts import Drawing

NAMES = ("Target", "Ring around it", "Comparison area")


def sentences(found: Operation) -> list[str]:
    """Whether the target changed, and whether what it lost went next door."""
    if found.found is None:
        return ["Nothing can be compared: the comparison area, or the target before, holds no event."]
    it = found.found
    told = [
        f"The target had {_times(it.change)} the events that the comparison leads to expect: {_more(it.target)}.",
        f"The ring around it: {_more(it.buffer)}. Both together: {_more(it.both)}.",
        _quotient(it.quotient),
    ]
    if found.as_low is None:
        told.append(
            "The file does not reach back far enough to see how much such a figure changes by itself."
        )
    else:
        told.append(
            f"In {len(found.earlier)} earlier spans of the same length, when nothing was done, that figure lay"
            f" between {min(found.earlier):.2f} and {max(found.earlier):.2f}; as low as now or lower in"
            f" {found.as_low:.0%} of all spans, this one counted."
        )
    return told


def _times(figure: Figure) -> str:
    return f"{figure.value:.2f} times ({figure.low:.2f} to {figure.high:.2f})"


def _more(figure: Figure) -> str:
    word = "fewer" if figure.value < 0 else "more"
    sure = "" if figure.low > 0 or figure.high < 0 else ", which may be chance"
    return f"{abs(figure.value):.0f} {word} ({figure.low:+.0f} to {figure.high:+.0f}{sure})"


def _quotient(figure: Figure | None) -> str:
    if figure is None:
        return "It is not sure that crime in the target fell, so the displacement quotient says nothing."
    words = (
        "the ring gained as well"
        if figure.low > 0
        else "crime moved into the ring"
        if figure.high < 0
        else "neither that crime moved next door nor that the ring gained is sure"
    )
    return (
        f"Weighted displacement quotient {figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f}): {words}."
    )


HOW = (
    "Expected is what was there before, times the change of the comparison area. Intervals hold 95 in 100,"
    " as far as events come independently; where they come in clusters, look at the earlier spans. The"
    " quotient (Bowers and Johnson 2003) is the ring's change by the target's: above 0 the ring gained too,"
    " below 0 it lost, below -1 more than the target gained."
)
HEAD = ("Area", "Before", "During", "Change")


def page(found: Operation) -> Found:
    """Counts before and after, with what they say."""
    table = Table("The counts", "Recorded events.", HEAD, counts(found))
    chart = picture(found).chart()
    return Found("What came of an operation", [compared(found), HOW], sentences(found), [chart], [table])


def compared(found: Operation) -> str:
    """What is compared with what."""
    before, first, last = (
        str(one.astype("M8[D]")) for one in (found.before, found.start, found.end - np.timedelta64(1, "s"))
    )
    return f"The operation from {first} to {last}, against as long a time from {before}."


def picture(found: Operation) -> Drawing:
    """Each area before and during."""
    rows = [
        (f"{name}, {when}", int(pair[at]))
        for name, pair in _pairs(found)
        for at, when in enumerate(("before", "during"))
    ]
    given = {"measure": "Events", "rows": rows, "of": "Area"}
    title = "Events before and during the operation"
    return Drawing("bars", "operation", title, sentences(found)[0], given)


def counts(found: Operation) -> list[tuple[str, ...]]:
    """Rows of `HEAD`."""
    return [(name, f"{one:,.0f}", f"{two:,.0f}", _percent(one, two)) for name, (one, two) in _pairs(found)]


def _pairs(found: Operation) -> list[tuple[str, Pair]]:
    return list(zip(NAMES, (found.target, found.buffer, found.control), strict=True))


def _percent(before: float, after: float) -> str:
    return f"{after / before - 1:+.0%}" if before else "-"
