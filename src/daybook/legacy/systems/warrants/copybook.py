"""Docket's records as its own programs read and write them; nothing of it comes from Daybook's layout."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from daybook.legacy.mapping.fixed import code_page

PAGE = code_page("cp1146")
LENGTH, ANSWER, EXTRACT = 600, 140, 660
"""Bytes of one record in a batch, in an answer, in an extract."""
FORMS = {"HN": "HELD", "WT": "WARRANT", "ER": "ERASURE"}


@dataclass(frozen=True)
class Part:
    """`first` is counted from 0. `form`: X text, 9 zoned, P packed, S signed; what may be empty: B blanks, L low."""

    name: str
    first: int
    size: int
    form: str = "X"


def parts(text: str) -> tuple[Part, ...]:
    """`NAME size form` a line, one behind the other."""
    found, first = [], 0
    for name, size, form in re.findall(r"(\S+) (\d+) (\S+)", text):
        found.append(Part(name, first, int(size), form))
        first += int(size)
    return tuple(found)


START = "TYPE 2 X SEQ 6 9 ACTION 1 X OUR-NUMBER 20 X VERSION 3 P DOCKET-NO 34 X AT 12 9 STATUS 1 X "
PERSON = "SURNAME 35 X FORENAMES 40 X BIRTH-DATE 5 P SEX 1 X PNCID 13 X "
OFFENCES = "OFFENCE-1 8 X OFFENCE-2 8 X OFFENCE-3 8 X "
HELD = parts(
    START + PERSON + "HEIGHT-CM 3 9B ADDRESS 80 X POSTCODE 8 X SUITE 30 X PLACE 60 X LATITUDE 5 PSL LONGITUDE 9 9SB "
    + OFFENCES + "MARKERS 30 X FORCE 2 X OFFICER 8 X"
)  # fmt: skip
WARRANT = parts(
    START + "KIND 2 X COURT 50 X COURT-REF 20 X BAIL 1 X EXPIRES 3 P " + PERSON + "ADDRESS 80 X POSTCODE 8 X "
    + OFFENCES + "RISK 120 X EXECUTED-AT 12 9B EXECUTED-WHERE 40 X RESULT 40 X OFFICER 8 X"
)  # fmt: skip
ERASURE = parts("TYPE 2 X SEQ 6 9 ACTION 1 X OUR-NUMBER 20 X SPARE 3 X DOCKET-NO 34 X AT 12 9")
RECORDS = {"HN": HELD, "WT": WARRANT, "ER": ERASURE}
FRAME = parts("TYPE 2 X SYSTEM 8 X BATCH 7 9 MADE-ON 8 9 MADE-AT 6 9 RECORDS 4 P HASH-TOTAL 8 P")


def kind(data: bytes) -> str:
    """The record type in its first two bytes."""
    return PAGE.decode(data[:2])


def unpack(data: bytes, columns: tuple[Part, ...]) -> dict[str, str]:
    """The fields that are not empty, numbers as digits with their sign. ValueError where a number is none."""
    found = {part.name: _read(data[part.first : part.first + part.size], part.form) for part in columns}
    return {name: value for name, value in found.items() if value}


def pack(values: dict[str, str], columns: tuple[Part, ...], length: int) -> bytes:
    """The record's bytes, filled with blanks."""
    data = b"".join(_write(values.get(part.name, ""), part) for part in columns)
    return data.ljust(length, b"\x40")


def _read(data: bytes, form: str) -> str:
    if form == "X":
        return PAGE.decode(data).rstrip()
    if ("B" in form and data == b"\x40" * len(data)) or ("L" in form and not any(data)):
        return ""
    signs = {"c": "", "d": "-"} if "S" in form else {"f": ""}
    digits, sign = _packed(data) if form[0] == "P" else _zoned(data)
    if not digits.isdecimal() or sign not in signs:
        raise ValueError("not numeric")
    return signs[sign] + digits if "S" in form or digits.strip("0") else ""


def _packed(data: bytes) -> tuple[str, str]:
    halves = data.hex()
    return halves[:-1], halves[-1]


def _zoned(data: bytes) -> tuple[str, str]:
    halves = data.hex()
    if halves[:-2:2].strip("f"):
        raise ValueError("not numeric")
    return halves[1::2], halves[-2]


def _write(value: str, part: Part) -> bytes:
    if part.form == "X":
        return PAGE.encode(value[: part.size].ljust(part.size))
    if not value and part.form[-1] in "BL":
        return (b"\x40" if part.form[-1] == "B" else b"\x00") * part.size
    digits = value.lstrip("-") or "0"
    sign = ("d" if value.startswith("-") else "c") if "S" in part.form else "f"
    return _form(part)(digits, sign)


def _form(part: Part) -> Callable[[str, str], bytes]:
    if part.form[0] == "P":
        return lambda digits, sign: bytes.fromhex(
            digits[-2 * part.size + 1 :].zfill(2 * part.size - 1) + sign
        )
    return lambda digits, sign: bytes.fromhex(
        "".join("f" + digit for digit in digits.zfill(part.size)[:-1]) + sign + digits[-1]
    )
