"""A basemap of an invented town as a PMTiles archive of version 3, written by hand from the specification."""

from __future__ import annotations

import gzip
import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from daybook.forecast.basemap import Kind
from daybook.forecast.basemap.directory import tile_number

Tile = tuple[int, int, int]
Line = Sequence[tuple[float, float]]
"""Corners as longitude and latitude."""
EXTENT = 4096
LAYERS = ("roads", "water")


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def directory(entries: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Of (tile, offset, length, run), every offset told."""
    numbers = [len(entries)]
    before = 0
    for tile, *_ in entries:
        numbers.append(tile - before)
        before = tile
    numbers += [run for *_, run in entries]
    numbers += [length for _, _, length, _ in entries]
    numbers += [offset + 1 for _, offset, _, _ in entries]
    return b"".join(map(varint, numbers))


def archive(
    path: Path,
    tiles: Mapping[Tile, bytes],
    kind: Kind = Kind.VECTOR,
    *,
    leaves: bool = False,
    packed: bool = False,
    zooms: tuple[int, int] = (0, 9),
    layers: Sequence[str] = LAYERS,
) -> Path:
    """Tiles by (zoom, x, y); `leaves` puts each behind a directory of its own, `packed` says that tiles are gzip."""
    data, entries = b"", []
    for number, content in sorted((tile_number(*where), content) for where, content in tiles.items()):
        entries.append((number, len(data), len(content), 1))
        data += content
    leaf = b""
    if leaves:
        root = []
        for entry in entries:
            inner = gzip.compress(directory([entry]))
            root.append((entry[0], len(leaf), len(inner), 0))
            leaf += inner
        entries = root
    top, told = (
        gzip.compress(directory(entries)),
        json.dumps({"vector_layers": [{"id": one} for one in layers]}),
    )
    meta = gzip.compress(told.encode())
    at = 127
    places = [at, len(top), at + len(top), len(meta), at + len(top) + len(meta), len(leaf)]
    places += [places[4] + len(leaf), len(data), len(tiles), len(entries), len(tiles)]
    last = (1, 2, 2 if packed else 1, kind, *zooms)
    header = struct.pack("<7sB11Q6B", b"PMTiles", 3, *places, *last).ljust(127, b"\0")
    path.write_bytes(header + top + meta + leaf + data)
    return path


def covering(bounds: Sequence[float], zoom: int) -> list[Tile]:
    """The tiles of a zoom that hold west, south, east, north."""
    west, south, east, north = bounds
    left, top = (int(one) for one in _at(west, north, zoom))
    right, bottom = (int(one) for one in _at(east, south, zoom))
    return [(zoom, x, y) for x in range(left, right + 1) for y in range(top, bottom + 1)]


def vector_tile(tile: Tile, lines: Mapping[str, Iterable[Line]]) -> bytes:
    """The lines of each layer as a tile holds them (Mapbox Vector Tile 2.1), gzip; they may run past its edge."""
    zoom, x, y = tile
    layers = b""
    for name, those in lines.items():
        features = b""
        for line in those:
            corners = [_at(*corner, zoom) for corner in line]
            points = [(round((across - x) * EXTENT), round((down - y) * EXTENT)) for across, down in corners]
            features += _field(2, _field(3, 2) + _field(4, _geometry(points)))
        layers += _field(3, _field(15, 2) + _field(1, name.encode()) + features + _field(5, EXTENT))
    return gzip.compress(layers)


def _geometry(points: Sequence[tuple[int, int]]) -> bytes:
    """Move to the first point, then a line to each other, by its distance from the one before."""
    steps = [
        (one[0] - before[0], one[1] - before[1])
        for before, one in zip([(0, 0), *points], points, strict=False)
    ]
    numbers = [9, *_zigzag(steps[0]), 2 | (len(steps) - 1) << 3]
    numbers += [number for step in steps[1:] for number in _zigzag(step)]
    return b"".join(map(varint, numbers))


def _zigzag(step: tuple[int, int]) -> list[int]:
    return [2 * one if one >= 0 else -2 * one - 1 for one in step]


def _field(number: int, value: int | bytes) -> bytes:
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def _at(longitude: float, latitude: float, zoom: int) -> tuple[float, float]:
    """Place on the map of the world (EPSG:3857) in tiles from its north-west corner."""
    angle = math.radians(latitude)
    across = (longitude + 180) / 360
    down = (1 - math.asinh(math.tan(angle)) / math.pi) / 2
    return across * 2**zoom, down * 2**zoom
