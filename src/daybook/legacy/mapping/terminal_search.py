"""`[terminal.search]`: how a host with screens is asked for people, as data."""

from daybook.legacy.mapping.terminal_entries import EntriesSpec

ASKED = ("names", "born_from", "born_to", "pncid", "cro", "driver_number", "nino")
"""What may be typed, in braces: the words of a name, the first and the last possible birth date, numbers."""


class SearchSpec(EntriesSpec):
    """The way from home to the screen that lists who fits; `none` are the codes that say that nobody does."""
