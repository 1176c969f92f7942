"""Repeat victimisation: how much of crime happens where it happened before."""

from __future__ import annotations

from daybook.forecast.engine.evaluation import Figure
from daybook.forecast.engine.events import Events, Precision
from daybook.forecast.engine.patterns import places_of, repeated_share, repeats
from daybook.forecast.studies.parts import Drawing, Part

SLUG, TITLE = "repeats", "Repeat victimisation"
FEW = 10
"""Events at a place, in the mean, above which places are points that stand for many addresses."""


def repeat_places(events: Events) -> Part:
    places = places_of(events)
    share, lines = repeated_share(events), repeats(events)
    names = ["once", *(f"{one.times} times" for one in lines[1:-1]), f"{lines[-1].times} times or more"]
    finding = f"{share.value:.0%} of the events were not the first at their place."
    rows = [(name, one.events) for name, one in zip(names, lines, strict=True)]
    given = {"measure": "Events", "rows": rows, "of": "At a place where it happened"}
    return Part(
        SLUG,
        TITLE,
        findings=[finding],
        basis=f"{len(events):,} events at {places:,} places.",
        sure=_sure(share, len(events)),
        caveat=_caveat(events, places),
        drawings=[Drawing("bars", SLUG, TITLE, finding, given)],
    )


def _sure(share: Figure, events: int) -> str:
    if not share.value:
        return f"None came again among {events:,}; a share of up to {3 / events:.1%} would often show none."
    return f"Between {share.low:.0%} and {share.high:.0%}: in 95 of 100 draws of as many places."


def _caveat(events: Events, places: int) -> str:
    told = (
        "A place is a point: two flats of one house, or all that was put on one snap point, count as the same, and then"
        " the share says nothing of a victim. What happened before the first day is not known, so the true share is"
        " higher."
    )
    if events.precision is Precision.MONTH:
        return f"{told} Files known by months alone, as those of police.uk, have such points."
    if len(events) > FEW * places:
        return f"{told} Here that is likely: {len(events) / places:,.0f} events at a place in the mean."
    return told
