"""The two national numbers of a person with a criminal record: PNCID and CRO number."""

import re
from datetime import date
from typing import Self

from daybook.records.identifiers.base import Identifier
from daybook.records.identifiers.check_letter import check_letter, require_letter

OLDEST_YEAR = 1900
PNCID_WITH_SLASH = re.compile(r"([0-9]{4}|[0-9]{2})/([0-9]{1,7})([A-Z])")
PNCID_BARE = re.compile(r"([0-9]{4}(?=[0-9]{6})|[0-9]{2})([0-9]{1,7})([A-Z])")
CRO_STANDARD = re.compile(r"([0-9]{1,6})/([0-9]{2})([A-Z])")
CRO_FILE_ONLY = re.compile(r"SF([0-9]{2})/([0-9]{1,6})([A-Z])")


class PncId(Identifier):
    """Police National Computer person number, such as 1981/0000034U, shown as 81/34U.

    Accepted with two- or four-digit year, with or without slash and leading zeros. Without a slash, ten or
    more digits begin with a four-digit year, fewer with a two-digit one.
    """

    label = "PNCID"
    shape = "as year, slash, number and check letter, such as 1981/0000034U"

    @classmethod
    def make(cls, year: int, serial: int) -> Self:
        """The PNCID of a four-digit year and a serial number of at most seven digits."""
        letter = check_letter(_pncid_number(year, serial))
        return cls.parse(f"{year:04d}/{serial:07d}{letter}", date(year, 12, 31))

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        found = PNCID_WITH_SLASH.fullmatch(tidy) or PNCID_BARE.fullmatch(tidy)
        if found is None:
            raise cls._wrong_shape()
        year, serial, letter = cls._full_year(found[1], today), int(found[2]), found[3]
        require_letter(cls.label, letter, _pncid_number(year, serial))
        return f"{year}/{serial:07d}{letter}", f"{year % 100:02d}/{serial}{letter}"

    @classmethod
    def _full_year(cls, digits: str, today: date) -> int:
        year = int(digits)
        if len(digits) == 2:
            return year + (2000 if year <= today.year % 100 else 1900)
        if not OLDEST_YEAR <= year <= today.year:
            problem = f"The year of a {cls.label} must lie between {OLDEST_YEAR} and {today.year}."
            raise cls._error(problem, "Check the first four digits.")
        return year

    @property
    def year(self) -> int:
        """Four-digit year of first entry."""
        return int(self.canonical[:4])

    @property
    def serial(self) -> int:
        """Serial number within the year."""
        return int(self.canonical[5:12])


def _pncid_number(year: int, serial: int) -> int:
    return int(f"{year % 100:02d}{serial:07d}")


class Cro(Identifier):
    """Criminal Records Office number: 065656/91H, or the file-only form SF83/50058Z.

    The standard form's letter is computed over the serial padded to six digits, the file-only form's over the
    serial without padding.
    """

    label = "CRO number"
    shape = "as number, slash, two-digit year and check letter, such as 065656/91H, or as SF83/50058Z"

    @classmethod
    def make(cls, year: int, serial: int, *, file_only: bool = False) -> Self:
        """The CRO number of a year (its last two digits count) and a serial of at most six digits."""
        yy = f"{year % 100:02d}"
        if file_only:
            return cls.parse(f"SF{yy}/{serial}{check_letter(int(f'{yy}{serial}'))}")
        return cls.parse(f"{serial:06d}/{yy}{check_letter(int(f'{yy}{serial:06d}'))}")

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if found := CRO_STANDARD.fullmatch(tidy):
            serial, year, letter = int(found[1]), found[2], found[3]
            require_letter(cls.label, letter, int(f"{year}{serial:06d}"))
            return f"{serial:06d}/{year}{letter}", f"{serial}/{year}{letter}"
        if found := CRO_FILE_ONLY.fullmatch(tidy):
            year, serial, letter = found[1], int(found[2]), found[3]
            require_letter(cls.label, letter, int(f"{year}{serial}"))
            return (form := f"SF{year}/{serial}{letter}"), form
        raise cls._wrong_shape()

    @property
    def is_file_only(self) -> bool:
        """Whether this is a number of the file-only series (minor offences, no fingerprints)."""
        return self.canonical.startswith("SF")
