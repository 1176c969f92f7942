"""Series suggestions: events near each other in place and time whose methods are told in the same words."""

from __future__ import annotations

from daybook.forecast.engine.events import Events
from daybook.forecast.engine.patterns import Rule, series
from daybook.forecast.series import MOST, how, picture, reasons_of, rows, sentences
from daybook.forecast.studies.parts import Drawing, Part, Sheet

SLUG, TITLE = "series", "Suggested series"
LISTED = 500
"""Events of series that are listed."""


def likely_series(events: Events) -> Part:
    """Raises `SeriesError`."""
    rule = Rule()
    found = series(events, rule)
    said = f"{int((events.method >= 0).sum()):,}"
    if not found:
        return Part(
            SLUG,
            TITLE,
            f"No series is suggested among {said} events: no three lie within {rule.metres:,.0f} m and {rule.days:g}"
            " days of each other with methods told in the same words.",
        )
    members = [(str(row[0]), str(row[2]), str(row[3]), str(row[6])) for row in rows(events, found[:MOST])]
    drawings: list[Drawing] = [picture(events, found)]
    return Part(
        SLUG,
        TITLE,
        findings=[sentences(events, found)[0]],
        basis=f"{said} events; {len(found)} groups, {min(len(found), MOST)} of them listed. {how(rule)}",
        sure="Beside each group stands how many as large and as alike come by chance. Where that is 0.5 or more, it is"
        " likely none.",
        caveat="A list to read, not a finding. It names nobody and says nothing of who did it: no person was looked at,"
        " and events done alike by different people make a group too.",
        drawings=drawings,
        sheets=[
            Sheet(
                "series-reasons",
                "Why they are suggested",
                "The least like chance first.",
                ("Series", "Why"),
                reasons_of(events, found),
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
