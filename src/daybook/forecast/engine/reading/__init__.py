"""Files and frames read as events, with every fault named, counted, and what was done about it."""

from daybook.forecast.engine.reading.notes import Note, ReadingError
from daybook.forecast.engine.reading.reader import Read, Wish, read_events

__all__ = ["Note", "Read", "ReadingError", "Wish", "read_events"]
