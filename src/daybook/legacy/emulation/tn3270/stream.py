"""The 3270 data stream as a host of model 2 (24 rows, 80 columns) writes and reads it.

Orders and attributes after the public 3270 data stream reference (IBM GA23-0059).
"""

from dataclasses import dataclass

ROWS, COLUMNS = 24, 80
CELLS = ROWS * COLUMNS
ERASE_WRITE = 0xF5
RESTORE = 0xC3
"""Write control: reset, unlock the keyboard, reset the modified marks."""
SF, SBA, IC, RA = 0x1D, 0x11, 0x13, 0x3C
PROTECTED, NUMERIC, HIDDEN, BRIGHT, MODIFIED = 0x20, 0x10, 0x0C, 0x08, 0x01
SIX_BITS = bytes.fromhex(
    "40c1c2c3c4c5c6c7c8c94a4b4c4d4e4f50d1d2d3d4d5d6d7d8d95a5b5c5d5e5f"
    "6061e2e3e4e5e6e7e8e96a6b6c6d6e6ff0f1f2f3f4f5f6f7f8f97a7b7c7d7e7f"
)
"""How six bits are written so that they are a printable character."""
KEYS = {
    0x7D: "ENTER", 0x6D: "CLEAR", 0x6C: "PA1", 0x6E: "PA2", 0x6B: "PA3",
    **{0xF0 + number: f"PF{number}" for number in range(1, 10)}, 0x7A: "PF10", 0x7B: "PF11", 0x7C: "PF12",
}  # fmt: skip
SHORT = {"CLEAR", "PA1", "PA2", "PA3"}
"""Keys that send no fields."""


@dataclass(frozen=True)
class Inbound:
    """What a terminal sent: the key, the cursor's cell, and the text of each modified field by its first cell."""

    key: str
    cursor: int
    fields: dict[int, bytes]


def cell(row: int, column: int) -> int:
    """The number of a cell; rows and columns count from 1."""
    return (row - 1) * COLUMNS + column - 1


def address(at: int) -> bytes:
    """A cell as two bytes of six bits."""
    return bytes((SIX_BITS[at // 64], SIX_BITS[at % 64]))


def go_to(at: int) -> bytes:
    return bytes((SBA,)) + address(at % CELLS)


def attribute(bits: int) -> bytes:
    """The start of a field."""
    return bytes((SF, SIX_BITS[bits]))


def nulls_to(at: int) -> bytes:
    return bytes((RA,)) + address(at % CELLS) + b"\0"


def read(record: bytes) -> Inbound:
    """Read Modified from a terminal; ValueError where it is none."""
    if not record or record[0] not in KEYS:
        raise ValueError("no such key")
    key = KEYS[record[0]]
    if key in SHORT:
        return Inbound(key, 0, {})
    if len(record) < 3:
        raise ValueError("no cursor address")
    return Inbound(key, _cell_at(record, 1), _fields(record[3:]))


def _fields(rest: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    for part in rest.split(bytes((SBA,)))[1:]:
        if len(part) < 2:
            raise ValueError("a field without address")
        if any(sign < 0x40 for sign in part[2:]):
            raise ValueError("a field with a control character")
        found[_cell_at(part, 0)] = part[2:]
    if rest and rest[0] != SBA:
        raise ValueError("data outside a field")
    return found


def _cell_at(record: bytes, at: int) -> int:
    high, low = record[at], record[at + 1]
    found = (high & 0x3F) << 8 | low if high < 0x40 else (high & 0x3F) << 6 | low & 0x3F
    if found >= CELLS:
        raise ValueError("outside the screen")
    return found
