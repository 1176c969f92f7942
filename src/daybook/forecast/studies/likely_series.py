"""Series suggestions: events near each other in place and time whose methods are told in the same words."""

from __future__ import annotations

from daybook.forecast.engine.events import Events
from daybook.forecast.engine.patterns import Rule, series
from daybook.forecast.series import MOST, how, picture, reasons_of, rows, sentences, suggested
from daybook.forecast.studies.parts import Drawing, Part, Sheet

SLUG, TITLE = "series", "Suggested series"
LISTED = 500
"""Events of series that are listed."""


def likely_series(events: Events) -> Part:
    """Raises `SeriesError`."""
    rule = Rule()
    found = series(events, rule)
    sure = suggested(found)
    told = sum(bool(events.methods[one].strip()) for one in events.method.tolist())
    if not sure:
        return Part(
            SLUG,
            TITLE,
            f"No series is suggested among the {told:,} events that say how they were done: {len(found)} groups lie"
            f" within {rule.metres:,.0f} m and {rule.days:g} days of each other and are alike, no more than chance"
            " gives.",
        )
    members = [(str(row[0]), str(row[3]), str(row[4]), str(row[7])) for row in rows(events, sure[:MOST])]
    drawings: list[Drawing] = [picture(events, sure)]
    return Part(
        SLUG,
        TITLE,
        findings=[sentences(events, found)[0]],
        basis=f"{told:,} of {len(events):,} events say how they were done; {len(found)} groups are near and alike,"
        f" {len(sure)} of them told from chance, {min(len(sure), MOST)} listed. {how(rule)}",
        sure="Beside each group stands how many as strong come by chance, and p for all groups together: the share of"
        " files without any series that hold one as strong.",
        caveat="A list to read, not a finding. It names nobody and says nothing of who did it: no person was looked at,"
        " and events done alike by different people make a group too.",
        drawings=drawings,
        sheets=[
            Sheet(
                "series-reasons",
                "Why they are suggested",
                "The least like chance first.",
                ("Series", "Why"),
                reasons_of(events, sure),
            ),
            Sheet(
                "series-events",
                "Their events",
                f"In the order of time; at most {LISTED}.",
                ("Series", "Date", "Street", "Method"),
                members[:LISTED],
            ),
        ],
    )
