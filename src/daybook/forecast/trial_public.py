"""What everyone may read of trials: what was declared, and once one is over or ended early what came of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from daybook.forecast.engine.trials import Sealed, TrialError, cut, opened
from daybook.forecast.models import Trial
from daybook.forecast.trial import declared
from daybook.forecast.trial_standing import end_of, ended_on, no_effect, not_yet

JUDGED_BY = 2
"""The sentence of a declaration that is for whoever does the sums."""


def open_trials(rows: QuerySet[Trial], today: date) -> list[dict[str, Any]]:
    """Of each what a page shows; never what is done on which day."""
    return [_told(one, today) for one in rows.select_related("end", "approval").prefetch_related("results")]


def _told(row: Trial, today: date) -> dict[str, Any]:
    sealed = opened(row.text)
    lines = declared(sealed.plan)
    return {
        "name": row.name,
        "declared": [*lines[:JUDGED_BY], *lines[JUDGED_BY + 1 :]],
        "came": _came(row, sealed, today),
        "sealed_at": row.sealed_at,
        "digest": row.digest,
    }


def _came(row: Trial, sealed: Sealed, today: date) -> str:
    """Of one that runs nothing but its last day."""
    if today >= row.first and (why := no_effect(row, today)):
        return why
    if early := not_yet(row, today):
        return early
    if results := list(row.results.all()):
        return " ".join(results[0].part["findings"])
    end = end_of(row)
    if end is None:
        return "It is over, and not analysed yet."
    try:
        cut(sealed, end.day)
    except TrialError as error:
        return f"{ended_on(end)} {error}"
    return f"{ended_on(end)} The days before are not analysed yet."
