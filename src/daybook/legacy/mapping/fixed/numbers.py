"""Numbers as mainframes hold them: zoned (a digit a byte, the sign over the last) and packed (two digits a byte)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from decimal import Context, Decimal, InvalidOperation
from typing import Any

from daybook.legacy.mapping.fixed.errors import Misfit
from daybook.legacy.mapping.fixed.picture import Picture

WIDE = Context(prec=64)
"""More digits than any picture has, so that nothing is rounded."""
PLUS, MINUS, UNSIGNED = "c", "d", "f"
"""Sign half-bytes; a number without S carries F."""
ZONES = bytes.maketrans(b"0123456789", bytes(range(0xF0, 0xFA)))


class Digits(ABC):
    """A whole number, or a Decimal where the picture has places behind the point."""

    def __init__(self, picture: Picture) -> None:
        self.picture, self.size, self.places = picture, picture.size, picture.places
        self.highest = 10**picture.digits - 1
        self.lowest = -self.highest if picture.signed else 0
        self.signs = (PLUS, MINUS) if picture.signed else (UNSIGNED, UNSIGNED)

    @abstractmethod
    def _bytes(self, number: int) -> bytes: ...

    @abstractmethod
    def _parts(self, data: bytes) -> tuple[str, str]:
        """Digits and sign; Misfit where the bytes are no number of this form."""

    def write(self, value: Any) -> bytes:
        """The bytes of an int, a Decimal or a text of digits; Misfit where they cannot hold it exactly."""
        number = value if type(value) is int and not self.places else self._scaled(value)
        if not self.lowest <= number <= self.highest:
            raise self._beyond(number)
        return self._bytes(number)

    def read(self, data: bytes) -> Any:
        """The number in these bytes."""
        digits, sign = self._parts(data)
        if sign not in self.signs and sign != UNSIGNED:
            raise self._wrong(data, f"its sign is {sign.upper()}, which this column does not have.")
        number = -int(digits) if sign == MINUS else int(digits)
        return Decimal(number).scaleb(-self.places, WIDE) if self.places else number

    def _scaled(self, value: Any) -> int:
        try:
            moved = Decimal(value).scaleb(self.places, WIDE)
            number = int(moved)
        except (InvalidOperation, ValueError, TypeError, OverflowError) as error:
            raise Misfit("is not a number.", "Correct it in the report.") from error
        if number != moved:
            raise Misfit(f"has more than {self.places} places behind the point.", "Round it by a rule.")
        return number

    def _beyond(self, number: int) -> Misfit:
        if number < 0 and not self.picture.signed:
            return Misfit("is below zero, and the column has no sign.", "Correct it in the report.")
        needs = len(str(abs(number)))
        return Misfit(f"needs {needs} digits and the column holds {self.picture.digits}.", "Correct it.")

    def _wrong(self, data: bytes, problem: str) -> Misfit:
        form = "packed" if self.picture.packed else "zoned"
        return Misfit(
            f"X'{data.hex().upper()}' is no {form} number: {problem}",
            "Have the sender write the column anew; a file sent as text instead of binary looks like this.",
        )


class Zoned(Digits):
    """X'F1F2C3' is +123, X'F1F2D3' is -123, X'F1F2F3' is 123 without a sign."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture)
        self.form = b"%%0%dd" % picture.digits

    def _bytes(self, number: int) -> bytes:
        data = (self.form % abs(number)).translate(ZONES)
        if not self.picture.signed:
            return data
        return data[:-1] + bytes((data[-1] - (0x20 if number < 0 else 0x30),))

    def _parts(self, data: bytes) -> tuple[str, str]:
        halves = data.hex()
        digits = halves[1::2]
        if not digits.isdecimal() or halves[:-2:2].strip(UNSIGNED):
            raise self._wrong(data, "not every byte is a digit.")
        return digits, halves[-2]


class Packed(Digits):
    """X'123C' is +123, X'123D' is -123; an even number of digits has a 0 before them."""

    def __init__(self, picture: Picture) -> None:
        super().__init__(picture)
        self.form = f"%0{picture.digits | 1}d"

    def _bytes(self, number: int) -> bytes:
        return bytes.fromhex(self.form % abs(number) + self.signs[number < 0])

    def _parts(self, data: bytes) -> tuple[str, str]:
        halves = data.hex()
        digits = halves[:-1]
        if not digits.isdecimal():
            raise self._wrong(data, "a letter stands among its digits.")
        if len(digits) > self.picture.digits and digits[0] != "0":
            raise self._wrong(data, "it has one digit more than its picture.")
        return digits, halves[-1]
