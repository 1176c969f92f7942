"""What was done, before and during: in a target and the ring around it, or in named areas beside others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from daybook.forecast import operation as words
from daybook.forecast import trial
from daybook.forecast.comparing import beside
from daybook.forecast.engine.events import Events
from daybook.forecast.engine.patterns import Areas, operation
from daybook.forecast.engine.zones import Zones
from daybook.forecast.studies.parts import Part, Sheet

SLUG, TITLE = "operation", "Displacement around an operation"
BESIDE = "Before and after, beside other areas"


def moved(events: Events, areas: Areas, wish: Mapping[str, Any]) -> Part:
    """`wish`: first and last, its days. Raises `OperationError`."""
    first, last = (np.datetime64(date.fromisoformat(wish[name]), "D") for name in ("first", "last"))
    found = operation(events, areas, first, last + np.timedelta64(1, "D"))
    if found.found is None:
        return Part(SLUG, TITLE, words.sentences(found)[0])
    total = sum(map(sum, (found.target, found.buffer, found.control)))
    return Part(
        SLUG,
        TITLE,
        findings=words.sentences(found),
        basis=f"{total:,.0f} events. {words.compared(found)}",
        sure=words.HOW,
        caveat="Before and after is no trial: whatever else changed there at that time is in the figure too. Only a"
        " sealed trial tells what visits do.",
        drawings=[words.picture(found)],
        sheets=[Sheet("operation-counts", "The counts", "Recorded events.", words.HEAD, words.counts(found))],
    )


def comparison(events: Events, zones: Zones, wish: Mapping[str, Any]) -> Part:
    """`wish`: first and last day, and the names of those `treated`. Raises `TrialError` or `OperationError`."""
    first, last = (date.fromisoformat(wish[name]) for name in ("first", "last"))
    it = beside(events, zones, wish["treated"], first, last)
    effect, chance, spread, _ = trial.compared_words(it)
    return Part(
        "comparison",
        BESIDE,
        findings=[effect],
        basis=f"{it.before.sum() + it.after.sum():,.0f} events in {len(it.names)} areas. {trial.compared_span(it)}",
        sure=f"{chance} {spread}",
        caveat=trial.BELIEF,
        drawings=[trial.compared_picture(it)],
        sheets=[
            Sheet(
                "comparison-counts", "Every area", "Recorded events.", trial.COMPARED, trial.compared_rows(it)
            )
        ],
    )
