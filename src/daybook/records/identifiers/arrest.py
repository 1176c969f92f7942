"""The Arrest/Summons Number, which ties an arrest to its result at court."""

import re
from datetime import date
from typing import Self

from daybook.records.identifiers.base import Identifier
from daybook.records.identifiers.check_letter import LETTER_CLASS, check_letter, require_letter

BARE = re.compile(r"([0-9]{2})([A-Z0-9]{4,5})([A-Z0-9]{2})([0-9]{11})([A-Z])")
WITH_SLASHES = re.compile(r"([0-9]{2})/([A-Z0-9]{4,5})/([A-Z0-9]{2})/([0-9]{1,11})([A-Z])")
DUMMIES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"0800[NP]P01[0-9]{{11}}{LETTER_CLASS}",
        r"[0-9]{4}NRPR[0-9A-Z]{12}",
        rf"[0-9]{{2}}00NP00[0-9]{{11}}{LETTER_CLASS}",
        rf"[0-9]{{2}}12LN00[0-9]{{11}}{LETTER_CLASS}",
        rf"[0-9]{{2}}6300[0-9]{{13}}{LETTER_CLASS}",
        rf"[0-9]{{2}}(?:06SS|00XX|50(?:11|12|21|41|42|43|OF|SJ))[0-9A-Z]{{2}}[0-9]{{11}}{LETTER_CLASS}",
    )
)
"""Placeholders that case systems write when there is no ASN; the list is that of the court software."""


class Asn(Identifier):
    """20 characters `YY FF UU SS nnnnnnnnnnn A`, or 21 with a top-level character after the year.

    YY year, FF force, UU unit, SS system, an eleven-digit sequence, check letter. Shown as
    97/0000/00/123456K. A dummy (`is_dummy`) is recognised whatever its check letter, and must never be sent.
    """

    label = "ASN"
    shape = "as year, force and unit, system, number and check letter, such as 97/0000/00/123456K"

    @classmethod
    def make(cls, year: int, force: str, unit: str, system: str, sequence: int, top_level: str = "") -> Self:
        """Issue an ASN; of the year the last two digits count, the three codes have 2 characters each."""
        yy = f"{year % 100:02d}"
        letter = check_letter(_number(yy, force, system, sequence))
        return cls.parse(f"{yy}{top_level}{force}{unit}{system}{sequence:011d}{letter}")

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        found = BARE.fullmatch(tidy) or WITH_SLASHES.fullmatch(tidy)
        if found is None:
            return cls._read_dummy(tidy)
        year, station, system, sequence, letter = found.groups()
        canonical = f"{year}{station}{system}{int(sequence):011d}{letter}"
        if not _is_dummy(canonical):
            require_letter(cls.label, letter, _number(year, station[-4:-2], system, int(sequence)))
        return canonical, f"{year}/{station}/{system}/{int(sequence)}{letter}"

    @classmethod
    def _read_dummy(cls, tidy: str) -> tuple[str, str]:
        if not _is_dummy(tidy):
            raise cls._wrong_shape()
        return tidy, tidy

    @property
    def is_dummy(self) -> bool:
        """Whether this is a placeholder, not the number of an arrest."""
        return _is_dummy(self.canonical)

    @property
    def year(self) -> str:
        """Two-digit year."""
        return self.canonical[:2]

    @property
    def top_level(self) -> str:
        """The extra character of the 21-character form, else empty."""
        return self.canonical[2:-18]

    @property
    def force(self) -> str:
        """Two-character force code."""
        return self.canonical[-18:-16]

    @property
    def unit(self) -> str:
        """Two-character unit within the force; not covered by the check letter."""
        return self.canonical[-16:-14]

    @property
    def system(self) -> str:
        """Two-character code of the issuing system."""
        return self.canonical[-14:-12]

    @property
    def sequence(self) -> int:
        """The running number, at most eleven digits; 0 where a dummy has letters instead."""
        digits = self.canonical[-12:-1]
        return int(digits) if digits.isdigit() else 0


def _number(year: str, force: str, system: str, sequence: int) -> int:
    digits = "".join(part for part in (force, system) if part.isdigit())
    return int(f"{digits}{year}{sequence:011d}")


def _is_dummy(canonical: str) -> bool:
    return any(pattern.fullmatch(canonical) for pattern in DUMMIES)
