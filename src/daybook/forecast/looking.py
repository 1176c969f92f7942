"""Crimes looked over: how many of each type, from when to when, and what is odd in them."""

from __future__ import annotations

from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.making import Files, moment, read_files
from daybook.forecast.models import CrimeSource

ALL_TYPES = "to see what the file holds"


def look_over(source: CrimeSource, told: Progress) -> None:
    """Fill in what the file holds; types that are found by looking for them are counted too, nobody has chosen them."""
    files = Files(source.name, source.sha256, source.area_name, source.area_sha256)
    read, _ = read_files(files, source.reading, {"reason": ALL_TYPES}, told)
    time = read.events.time
    source.rows, source.kinds, source.precision = read.rows, dict(read.kinds), read.events.precision.value
    source.notes = [str(note) for note in read.notes if ALL_TYPES not in note.done]
    source.first_at, source.last_at = moment(time.min()), moment(time.max())
