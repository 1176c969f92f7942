"""The organisation unit code that police and courts address each other by."""

import re
from datetime import date

from daybook.records.identifiers.base import Identifier

OU = re.compile(r"[A-JZ0-9]?[A-Z0-9]{6}")
TOP_LEVELS = {"": "police", "B": "magistrates' courts", "C": "Crown Court"}


class OuCode(Identifier):
    """Top level (one character, blank for police), force 2, unit 2, bottom 2: B03AX00, 01FF00."""

    label = "organisation unit code"
    shape = "as six characters for police or seven for a court, such as 01FF00 or B03AX00"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if not OU.fullmatch(tidy):
            raise cls._wrong_shape()
        return tidy, tidy

    @property
    def top_level(self) -> str:
        """Empty for police, B for magistrates' courts, C for the Crown Court."""
        return self.canonical[:-6]

    @property
    def kind(self) -> str:
        """The top level in words, or `other`."""
        return TOP_LEVELS.get(self.top_level, "other")

    @property
    def force(self) -> str:
        """Two-character force code."""
        return self.canonical[-6:-4]

    @property
    def unit(self) -> str:
        """Two-character unit within the force."""
        return self.canonical[-4:-2]

    @property
    def station_code(self) -> str:
        """Force and unit: the four-character force station code."""
        return self.canonical[-6:-2]
