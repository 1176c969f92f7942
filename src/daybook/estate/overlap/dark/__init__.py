"""Dark systems: paid for or signed on to, and on no register."""

from daybook.estate.overlap.dark.find import find_dark, recognise
from daybook.estate.overlap.dark.traces import Dark, Paid, Registered, SignedOn, Source, Trace

__all__ = ["Dark", "Paid", "Registered", "SignedOn", "Source", "Trace", "find_dark", "recognise"]
