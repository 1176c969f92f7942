"""The National Insurance number."""

import re
from datetime import date

from daybook.records.identifiers.base import Identifier

NEVER_ISSUED = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})
NINO = re.compile(r"([A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])([0-9]{6})([A-D]?)")


class Nino(Identifier):
    """Two letters, six digits and a suffix A to D, which may be missing: QQ 12 34 56 C.

    Where an old system pads the missing suffix with a space, that space is not part of `canonical`.
    """

    label = "National Insurance number"
    shape = "as two letters, six digits and a last letter, such as AB 12 34 56 C"

    @classmethod
    def _read(cls, tidy: str, today: date) -> tuple[str, str]:
        found = NINO.fullmatch(tidy)
        if found is None:
            raise cls._wrong_shape()
        prefix, digits, suffix = found.groups()
        if prefix in NEVER_ISSUED:
            problem = f"No {cls.label} begins with {prefix}."
            raise cls._error(problem, "Read the first two letters again.")
        groups = (prefix, digits[:2], digits[2:4], digits[4:], suffix)
        return tidy, " ".join(group for group in groups if group)
