"""Suggested series as a picture, a table and a CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from daybook.forecast.engine.events import Events
from daybook.forecast.engine.patterns import Rule, Series
from daybook.forecast.found import Found, Table
from daybook.forecast.studies.parts import Drawing

DRAWN = 6
"""Series in the picture."""
MOST = 30
"""Series on the page; the CSV has all."""
SURE = 0.05
"""A group is suggested where so small a share of files without any series holds one as strong."""
COLUMNS = ("series", "by_chance", "p", "date", "street", "x", "y", "method")


def suggested(found: Sequence[Series]) -> list[Series]:
    """Those that are told from chance."""
    return [one for one in found if one.p <= SURE]


def sentences(events: Events, found: Sequence[Series]) -> list[str]:
    """How many, what the surest have in common, and how many more are no more than chance gives."""
    sure = suggested(found)
    if not sure:
        return ["No series is suggested.", *_rest(len(found))]
    said = "1 series is suggested" if len(sure) == 1 else f"{len(sure)} series are suggested"
    return [
        f"{said}. It is a list to read, not a finding.",
        *(f"Series {number}: {reason(events, one)}" for number, one in enumerate(sure[:3], 1)),
        *_rest(len(found) - len(sure)),
    ]


def _rest(number: int) -> list[str]:
    if not number:
        return []
    return [f"Groups near and alike that cannot be told from chance, and are not suggested: {number}."]


def reason(events: Events, one: Series) -> str:
    """Why these events are put together, in plain words."""
    first, last = (str(events.time[at].astype("M8[D]")) for at in (one.members[0], one.members[-1]))
    words = ", ".join(one.words[:5]) or "no word that most of them share"
    return (
        f"{len(one.members)} events from {first} to {last} within {one.across:,.0f} m; alike in: {words}."
        f" By chance {one.by_chance:.1f} such groups are expected; p = {one.p:.3f}."
    )


def page(events: Events, found: Sequence[Series], rule: Rule) -> Found:
    """The surest series on a plane, then each with its reason, then their events."""
    sure = suggested(found)
    reasons = reasons_of(events, sure)
    members = [tuple(map(str, row[:1] + row[3:])) for row in rows(events, sure[:MOST])]
    return Found(
        "Suggested series",
        [how(rule)],
        [sentences(events, found)[0], *_rest(len(found) - len(sure))],
        [picture(events, sure).chart()] if sure else (),
        [
            Table("Why they are suggested", "The least like chance first.", ("Series", "Why"), reasons),
            Table("Their events", "In the order of time.", _titles(), members),
        ]
        if sure
        else (),
    )


def how(rule: Rule) -> str:
    """What was looked for, and what makes a group too."""
    return (
        f"Events within {rule.metres:,.0f} m and {rule.days:g} days of each other whose methods are told in the"
        " same words. Of a pair's score the likeness of words makes up to 0.6, nearness and soonness up to 0.2"
        f" each; in a group the mean of the pairs is at least {rule.score:g}. A group is strong where many share rare"
        " words and are near. What chance gives comes from"
        " shuffling the methods among the events: of files in which nothing belongs together, one in"
        f" {1 / SURE:.0f} would have a group suggested. A kind of house that is common in one place can make a group"
        " too."
    )


def reasons_of(events: Events, found: Sequence[Series]) -> list[tuple[str, str]]:
    """Each of the surest series, and why it is suggested."""
    return [(f"Series {number}", reason(events, one)) for number, one in enumerate(found[:MOST], 1)]


def _titles() -> list[str]:
    return [name.capitalize() for name in COLUMNS if name not in ("by_chance", "p")]


def picture(events: Events, found: Sequence[Series]) -> Drawing:
    """Where the events of the surest series lie."""
    west, south = float(events.x.min()), float(events.y.min())
    dots = [
        (
            f"{events.time[at].astype('M8[D]')}, {_street(events, at) or 'no street known'}",
            round((float(events.x[at]) - west) / 1000, 2),
            round((float(events.y[at]) - south) / 1000, 2),
            f"Series {number}",
        )
        for number, one in enumerate(found[:DRAWN], 1)
        for at in one.members.tolist()
    ]
    finding = f"Where the events of the first {min(len(found), DRAWN)} series lie."
    given = {
        "across": "Kilometres east",
        "up": "Kilometres north",
        "dots": dots,
        "of": "Event",
        "kind": "Series",
    }
    return Drawing("scatter", "series", "The surest series on the plane", finding, given)


def rows(events: Events, found: Sequence[Series]) -> Iterator[tuple[str | float, ...]]:
    """A row of `COLUMNS` for each event of each series."""
    for number, one in enumerate(found, 1):
        for at in one.members.tolist():
            yield (
                number,
                round(one.by_chance, 2),
                round(one.p, 3),
                str(events.time[at].astype("M8[D]")),
                _street(events, at),
                round(float(events.x[at])),
                round(float(events.y[at])),
                events.methods[int(events.method[at])],
            )


def _street(events: Events, at: int) -> str:
    return events.streets[int(events.street[at])] if len(events.street) and events.street[at] >= 0 else ""


def write_csv(path: Path, events: Events, found: Sequence[Series]) -> None:
    with path.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened)
        writer.writerow(COLUMNS)
        writer.writerows(rows(events, found))
