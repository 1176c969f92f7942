"""Codes of an offence: the CJS code used by police and courts, and the chief officers' wording code."""

import re
from datetime import date
from typing import Self

from daybook.records.identifiers.base import Identifier

CJS = re.compile(r"((?:[A-Z]{2}[0-9]{2}|COML|XX00)[A-Z0-9][0-9]{2})([ABCI]?)")
NPCC = re.compile(r"([0-9]{1,3}\.){1,2}[0-9]{1,3}(\.[0-9]{1,3})?")
QUALIFIERS = {"A": "attempt", "B": "aid and abet", "C": "conspiracy", "I": "incitement"}


class CjsOffenceCode(Identifier):
    """Act (2 letters), year (2), number (3 characters), such as TH68010; an eighth letter qualifies it."""

    label = "CJS offence code"
    shape = "as two letters, two digits and three more characters, such as TH68010"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if not CJS.fullmatch(tidy):
            raise cls._wrong_shape()
        return tidy, tidy

    @property
    def base(self) -> str:
        """The seven characters without a qualifier."""
        return self.canonical[:7]

    @property
    def qualifier(self) -> str:
        """A, B, C, I, or empty for the full offence."""
        return self.canonical[7:]

    @property
    def qualifier_label(self) -> str:
        """The qualifier in words, or empty."""
        return QUALIFIERS.get(self.qualifier, "")

    def qualified(self, qualifier: str) -> Self:
        """The same offence as attempt (A), aid and abet (B), conspiracy (C) or incitement (I)."""
        return self.parse(self.base + qualifier)


class NpccCode(Identifier):
    """Chief officers' (formerly ACPO) offence wording code: numbers with dots, such as 5.5.5.1."""

    label = "NPCC code"
    shape = "as numbers with dots between, such as 5.5.5.1"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if not NPCC.fullmatch(tidy):
            raise cls._wrong_shape()
        return tidy, tidy
