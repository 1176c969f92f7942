"""COBOL pictures, as a copybook shows them: `X(12)`, `9(6)`, `S9(5)V99`, `S9(7)V9(2) COMP-3`."""

import re
from dataclasses import dataclass
from functools import lru_cache

REPEATED = re.compile(r"([X9])\((\d{1,5})\)")
SHAPE = re.compile(r"(?P<text>X+)|(?P<sign>S)?(?P<whole>9+)(?:V(?P<parts>9+))?(?P<packed> COMP-3)?")
MOST_DIGITS = 31
KNOWN = "X(12), 9(6), S9(5)V99 or S9(7)V9(2) COMP-3"


@dataclass(frozen=True)
class Picture:
    """`digits` and `places` (those behind the point) of a number; a text has none. `size` is in bytes."""

    size: int
    digits: int = 0
    places: int = 0
    signed: bool = False
    packed: bool = False

    @property
    def is_text(self) -> bool:
        return self.digits == 0


@lru_cache(maxsize=1024)
def picture(text: str) -> Picture:
    """The picture in this text; ValueError where it is none of those that are known here."""
    expanded = REPEATED.sub(lambda found: found[1] * int(found[2]), " ".join(text.upper().split()))
    found = SHAPE.fullmatch(expanded)
    if not found:
        raise ValueError(f"'{text}' is not a picture known here. Write it as {KNOWN}.")
    if found["text"]:
        return Picture(len(found["text"]))
    places = len(found["parts"] or "")
    digits, packed = len(found["whole"]) + places, found["packed"] is not None
    if digits > MOST_DIGITS:
        raise ValueError(
            f"'{text}' has {digits} digits, and no old machine has more than {MOST_DIGITS}. Correct it."
        )
    return Picture(digits // 2 + 1 if packed else digits, digits, places, found["sign"] is not None, packed)
