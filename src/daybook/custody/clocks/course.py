"""The course of a detention: its happenings sorted once and laid out by kind."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC
from operator import itemgetter

from daybook.custody.clocks.happening import Happening, in_utc

STAGES = (
    "left",
    "arrived",
    "break-ended",
    "started",
    "questioning-started",
    "questioning-ended",
    "break-started",
    "interrupted",
    "ended",
    "set-off-back",
    "returned",
)
"""In which order stages of the same minute are taken."""
_ORDER = {stage: number for number, stage in enumerate(STAGES)}
_by_time = itemgetter(1)
NONE: Sequence[Happening] = ()


class Course(dict[str, list[Happening]]):
    """Happenings by kind, each list in order of time. The order in which they are given makes no difference."""

    def __init__(self, happenings: Iterable[Happening]) -> None:
        super().__init__()
        tied = set()
        for happening in sorted(happenings, key=_by_time):
            kind, at, details = happening
            if at.tzinfo is not UTC:
                at = in_utc(at)
                happening = Happening(kind, at, details)
            group = self.get(kind)
            if group is None:
                self[kind] = [happening]
                continue
            if group[-1][1] == at:
                tied.add(kind)
            group.append(happening)
        for kind in tied:
            self[kind].sort(key=_whole)

    def of(self, kind: str) -> Sequence[Happening]:
        return self.get(kind, NONE)

    def first(self, kind: str) -> Happening | None:
        group = self.get(kind)
        return group[0] if group else None

    @property
    def ended(self) -> Happening | None:
        """The release, or the transfer to another station: what is due here ends with it."""
        return self.first("released") or self.first("transfer")

    def last(self, kind: str) -> Happening | None:
        group = self.get(kind)
        return group[-1] if group else None


def _whole(happening: Happening) -> tuple[object, ...]:
    """A key that leaves no ties but between equals."""
    details = happening.details
    stage = _ORDER.get(details.get("stage", ""), 0)
    return happening.at, stage, sorted((key, repr(value)) for key, value in details.items())
