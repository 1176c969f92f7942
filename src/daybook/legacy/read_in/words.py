"""How far a system has been read, in words for the duty desk."""

from __future__ import annotations

from datetime import datetime, timedelta

from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import Reading

PACES = 3
"""So many rounds late is behind."""


def reading_words(system: OldSystem, row: Reading | None, now: datetime) -> str:
    """Whether it is read, how many records are known, and by how much the reading is behind."""
    if system.extracts is None:
        return "Cannot be read"
    if not system.reads_in:
        return "Read for comparisons alone"
    if row is None or (row.read_at is None and not row.failures):
        return "Not read yet" if row is None or not row.trail else "Being read for the first time"
    if row.read_at is None:
        return "Not read yet"
    return (
        f"Behind by {span(now - row.read_at)}"
        if is_behind(system, row, now)
        else counted(row.known, "record")
    )


def is_behind(system: OldSystem, row: Reading, now: datetime) -> bool:
    """Whether it should have been read to its end before now."""
    every = system.read_every if system.follow else system.sweep_every
    return row.read_at is not None and (row.failures > 0 or now - row.read_at > PACES * every)


def span(time: timedelta) -> str:
    """A length of time as people say it: `14 minutes`."""
    minutes = max(0, int(time.total_seconds())) // 60
    for size, word in ((1440, "day"), (60, "hour")):
        if minutes >= 2 * size:
            return counted(minutes // size, word)
    return counted(minutes, "minute") if minutes else "less than a minute"


def counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
