"""The UK postcode, whole or only its outward half."""

import re
from datetime import date
from typing import Self

from daybook.records.identifiers.base import Identifier

WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")


class Postcode(Identifier):
    """SW1A 1AA, or the outward half SW1A alone where no more is known. At most 8 characters."""

    label = "postcode"
    shape = "such as SW1A 1AA, or the first half alone, such as SW1A"

    @classmethod
    def parse(cls, text: str, today: date | None = None) -> Self:
        """Read a postcode; a first half followed by an incomplete second half is refused."""
        postcode = super().parse(text, today)
        if not postcode.is_whole and len(text.split()) > 1:
            raise cls._wrong_shape()
        return postcode

    @classmethod
    def of_address(cls, text: str) -> str:
        """The postcode of an address, whole, or empty. IdentifierError for half of one: it is most often a slip."""
        if not text.strip():
            return ""
        postcode = cls.parse(text)
        if postcode.is_whole:
            return postcode.canonical
        raise cls._error(
            "This is only the first half of a postcode.",
            "Enter it whole, such as SW1A 1AA, or leave it empty and write the district in the address.",
        )

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if whole := WHOLE.fullmatch(tidy):
            return (form := f"{whole[1]} {whole[2]}"), form
        if OUTWARD.fullmatch(tidy):
            return tidy, tidy
        raise cls._wrong_shape()

    @property
    def is_whole(self) -> bool:
        """Whether the inward half is there."""
        return " " in self.canonical

    @property
    def outward(self) -> str:
        """The first half, SW1A."""
        return self.canonical.partition(" ")[0]

    @property
    def inward(self) -> str:
        """The second half, 1AA, or empty."""
        return self.canonical.partition(" ")[2]

    @property
    def area(self) -> str:
        """The one or two letters in front, SW."""
        return re.split("[0-9]", self.outward)[0]
