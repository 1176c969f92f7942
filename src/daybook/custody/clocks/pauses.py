"""Time that does not count: the way to hospital, the stay and the way back, except while questioned (s.41(6))."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from daybook.custody.clocks.happening import Happening

Span = tuple[datetime, datetime]
LEAVING = ("left", "arrived")
"""Stages from which on the person is away; the second where nobody wrote down the first."""


class Pauses:
    """Spans that do not count, in order, and since when a pause lasts that has not ended yet."""

    __slots__ = ("since", "spans")

    def __init__(self, spans: Sequence[Span] = (), since: datetime | None = None) -> None:
        self.spans, self.since = spans, since

    def after(self, start: datetime, length: timedelta) -> datetime:
        """The moment at which so much counted time has gone by since `start`."""
        end = start + length
        for begins, ends in self.spans:
            if begins >= end:
                break
            if ends > start:
                end += ends - max(begins, start)
        return end

    def within(self, start: datetime, end: datetime) -> timedelta:
        """How much of this span does not count; a pause that lasts counts as paused to its end."""
        spans = [*self.spans, (self.since, end)] if self.since else self.spans
        parts = (min(ends, end) - max(begins, start) for begins, ends in spans)
        return sum((part for part in parts if part > timedelta(0)), timedelta(0))

    def holds(self, start: datetime, end: datetime) -> datetime | None:
        """Since when a clock that runs from `start` to `end` stands still, if it does now."""
        if self.since is None or self.since >= end:
            return None
        return max(self.since, start)

    def owed(self, end: datetime) -> datetime:
        """What was due by `end`, and not done before they left, can be done from the return: it falls due then."""
        if self.since:
            return max(end, self.since)
        begins, ends = self.spans[-1] if self.spans else (end, end)
        return ends if begins >= end else end


NEVER = Pauses()


def away(hospital: Iterable[Happening]) -> Pauses:
    """From leaving for hospital until the return: nobody visits the cell meanwhile."""
    return _spans(hospital, ends=("returned",))


def uncounted(hospital: Iterable[Happening]) -> Pauses:
    """The time away, less the time of questioning."""
    return _spans(hospital, ends=("returned", "questioning-started"))


def _spans(hospital: Iterable[Happening], ends: Sequence[str]) -> Pauses:
    spans: list[Span] = []
    since: datetime | None = None
    out = False
    for happening in hospital:
        stage = happening.details.get("stage")
        if stage in ends:
            if since and happening.at > since:
                spans.append((since, happening.at))
            since = None
        elif since is None and (out or stage in LEAVING):
            since = happening.at
        out = stage != "returned" and (out or stage in LEAVING)
    return Pauses(spans, since)
