"""Directories of a PMTiles archive and the numbers of tiles (PMTiles specification, version 3)."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """`run` tiles from `tile` on share the bytes at `offset`; a run of 0 points at a further directory."""

    tile: int
    offset: int
    length: int
    run: int


def tile_number(zoom: int, x: int, y: int) -> int:
    """The number of a tile: those of all smaller zooms, then its place on the Hilbert curve of its own."""
    if not (0 <= zoom <= 26 and 0 <= x < 1 << zoom and 0 <= y < 1 << zoom):
        raise ValueError(f"There is no tile {zoom}/{x}/{y}.")
    number = ((1 << 2 * zoom) - 1) // 3
    side = 1 << zoom >> 1
    while side:
        right, up = int(bool(x & side)), int(bool(y & side))
        number += side * side * (3 * right ^ up)
        if not up:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        side >>= 1
    return number


def read_directory(content: bytes) -> list[Entry]:
    """The entries in the order of their tiles. Raises `ValueError` where the content is cut off."""
    numbers = _varints(content)
    count = next(numbers, 0)
    columns = [[next(numbers) for _ in range(count)] for _ in range(4)]
    entries: list[Entry] = []
    tile = 0
    for step, run, length, place in zip(*columns, strict=True):
        tile += step
        offset = place - 1 if place else entries[-1].offset + entries[-1].length
        entries.append(Entry(tile, offset, length, run))
    return entries


def _varints(content: bytes) -> Iterator[int]:
    value, shift = 0, 0
    for byte in content:
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            yield value
            value, shift = 0, 0
    if shift:
        raise ValueError("A directory is cut off.")


def find(entries: list[Entry], tile: int) -> Entry | None:
    """The entry that holds a tile, or the directory that may."""
    at = bisect_right(entries, tile, key=lambda entry: entry.tile) - 1
    if at < 0:
        return None
    entry = entries[at]
    return entry if not entry.run or tile < entry.tile + entry.run else None
