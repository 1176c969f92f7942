"""Numbers of a case: the police URN and the court's case reference."""

import re
from datetime import date

from daybook.records.identifiers.base import Identifier
from daybook.records.identifiers.check_letter import LETTER_CLASS

URN = re.compile(r"([A-Z0-9]{2})([A-Z0-9]{2})([0-9]{3,7})")
URN_WITH_SLASHES = re.compile(r"([A-Z0-9]{2})/([A-Z0-9]{2})/([0-9]{1,5})/([0-9]{2})")
URN_DUMMY = re.compile(r"00[NP]P.*|[0-9]{2}00.*")
COURT_CASE = re.compile(rf"([0-9]{{2}})/([0-9]{{4}})/([0-9]{{1,6}})({LETTER_CLASS})")


class Urn(Identifier):
    """Unique reference number of a police case file, such as 01ZD0303208, shown as 01/ZD/03032/08.

    Force and unit of two characters each, then three to seven digits; when there are seven, they are a serial
    of five and a year of two (read from examples, not from a published rule).
    """

    label = "URN"
    shape = "as force, unit, serial and year, such as 01ZD0303208"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if slashed := URN_WITH_SLASHES.fullmatch(tidy):
            tidy = f"{slashed[1]}{slashed[2]}{int(slashed[3]):05d}{slashed[4]}"
        found = URN.fullmatch(tidy)
        if found is None:
            raise cls._wrong_shape()
        force, unit, digits = found.groups()
        return tidy, f"{force}/{unit}/{digits[:5]}/{digits[5:]}" if len(digits) == 7 else tidy

    @property
    def force(self) -> str:
        """Two-character force code."""
        return self.canonical[:2]

    @property
    def unit(self) -> str:
        """Two-character unit within the force."""
        return self.canonical[2:4]

    @property
    def is_dummy(self) -> bool:
        """Whether courts treat this as a placeholder without a real force and unit."""
        return bool(URN_DUMMY.fullmatch(self.canonical))


class CourtCaseReference(Identifier):
    """Year, court, number and letter: 22/2041/111111X. The rule for the letter is not published."""

    label = "court case reference"
    shape = "as two-digit year, court, number and letter, such as 22/2041/111111X"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        found = COURT_CASE.fullmatch(tidy)
        if found is None:
            raise cls._wrong_shape()
        year, court, serial, letter = found.groups()
        return f"{year}/{court}/{int(serial):06d}{letter}", f"{year}/{court}/{int(serial)}{letter}"
