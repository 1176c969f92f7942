"""The driver number of a Great Britain licence, and what it says of its holder."""

import re
from datetime import date

from daybook.records.identifiers.base import Identifier

DRIVER = re.compile(r"[A-Z0-9]{5}[0-9]{6}[A-Z0-9]{3}[A-Z]{2}")
ISSUE_DIGITS = re.compile(r"[A-Z0-9]{5}[0-9]{6}[A-Z0-9]{3}[A-Z]{2}[0-9]{2}")
YOUNGEST_HOLDER = 15
FEMALE_MONTH = 50
SEXES = {"1": "male", "2": "female"}


class DriverNumber(Identifier):
    """16 characters: 5 of the family name, 6 of birth date and sex, 2 initials, a digit, 2 check letters.

    Only the pattern is a hard rule. What the six digits say is read by `birth_date` and `sex`, and compared
    by `disagreements`, whose sentences are warnings.
    """

    label = "driver number"
    shape = "as the 16 characters at number 5 of the licence, such as MORGA657054SM9IJ"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        if ISSUE_DIGITS.fullmatch(tidy):
            problem = f"The two last digits are the issue number, not part of the {cls.label}."
            raise cls._error(problem, "Leave them out.")
        if not DRIVER.fullmatch(tidy):
            raise cls._wrong_shape()
        return tidy, f"{tidy[:5]} {tidy[5:11]} {tidy[11:]}"

    @property
    def sex(self) -> str:
        """ISO 5218: 1 male, 2 female (50 is added to the month of birth); 0 if the month cannot be read."""
        month = int(self.canonical[6:8])
        if 1 <= month <= 12:
            return "1"
        return "2" if 1 <= month - FEMALE_MONTH <= 12 else "0"

    def birth_date(self, today: date | None = None) -> date | None:
        """The holder's birth date, taking them to be 15 at least; None if the digits are no date."""
        code = self.canonical
        latest = (today or date.today()).year - YOUNGEST_HOLDER
        year = 2000 + int(code[5] + code[10])
        year -= 100 * (year > latest)
        try:
            return date(year, int(code[6:8]) % FEMALE_MONTH, int(code[8:10]))
        except ValueError:
            return None

    def disagreements(
        self, family_name: str = "", birth_date: date | None = None, sex: str = "0", today: date | None = None
    ) -> list[str]:
        """Sentences on what the number and the record say differently; empty when they agree."""
        found = []
        own_date = self.birth_date(today)
        if own_date is None:
            found.append("The driver number holds no possible birth date.")
        elif birth_date and own_date != birth_date:
            found.append("The driver number gives another birth date than the record.")
        if self.sex in SEXES and sex in SEXES and sex != self.sex:
            found.append("The driver number gives another sex than the record.")
        if family_name and self.canonical[:5] != _name_part(family_name):
            found.append("The driver number gives another family name than the record.")
        return found


def _name_part(family_name: str) -> str:
    letters = "".join(character for character in family_name.upper() if "A" <= character <= "Z")
    if letters.startswith("MAC"):
        letters = "MC" + letters[3:]
    return letters[:5].ljust(5, "9")
