"""Screens of a host with 3270 terminals, driven by the mapping's `[terminal]`.

The connection parameters are `host` (`tn3270s://mainframe:992`), `user` and `password`. Every sending first looks
whether our number is there. Where the line is lost after the saving key, nothing is tried at once: the host may still
be at it, so the next try, which looks first, waits `in_doubt_seconds`.
"""

from daybook.legacy.transports.tn3270.reads import reads_beside
from daybook.legacy.transports.tn3270.transport import Tn3270

__all__ = ["Tn3270", "reads_beside"]
