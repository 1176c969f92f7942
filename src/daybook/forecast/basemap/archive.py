"""One PMTiles archive of version 3: its header, what it holds, and a tile's bytes."""

from __future__ import annotations

import gzip
import json
import struct
import zlib
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from daybook.forecast.basemap.directory import Entry, find, read_directory, tile_number

HEADER = struct.Struct("<7sB11Q6B")
"""Magic, version; offsets, lengths and counts; clustered, compressions, tile type, smallest and largest zoom."""
PLAIN, GZIP = 1, 2
DEEPEST = 4
"""Directories inside one another; the specification advises two."""


class Kind(IntEnum):
    """What tiles are."""

    VECTOR = 1
    PNG = 2
    JPEG = 3
    WEBP = 4
    AVIF = 5

    @property
    def media_type(self) -> str:
        return "application/vnd.mapbox-vector-tile" if self is Kind.VECTOR else f"image/{self.name.lower()}"


class ArchiveError(ValueError):
    """The file is no archive that can be read; the message says why and what to do."""


@dataclass(frozen=True)
class Archive:
    """Opened with `Archive.open(path)`, which raises `ArchiveError`. Nothing of it is held but its directories."""

    path: Path
    numbers: tuple[Any, ...]

    @classmethod
    def open(cls, path: Path) -> Archive:
        try:
            with path.open("rb") as opened:
                content = opened.read(HEADER.size)
        except OSError as error:
            raise ArchiveError(f"{path.name} cannot be read: {error.strerror}.") from error
        if len(content) < HEADER.size or content[:8] != b"PMTiles\3":
            raise ArchiveError(
                f"{path.name} is no PMTiles archive of version 3. Convert it with pmtiles convert."
            )
        archive = cls(path, HEADER.unpack(content))
        if archive.numbers[14] not in (PLAIN, GZIP) or archive.numbers[15] not in (PLAIN, GZIP):
            raise ArchiveError(f"{path.name} is packed by something else than gzip. Make it with gzip.")
        if archive.numbers[16] not in set(Kind):
            raise ArchiveError(f"{path.name} holds tiles of an unknown kind. Make vector or picture tiles.")
        archive._refuse_unnamed()
        return archive

    def _refuse_unnamed(self) -> None:
        """Vector tiles are drawn by the names of their layers, which the archive itself has to tell."""
        try:
            named = self.layers
        except (OSError, EOFError, ValueError, zlib.error) as error:
            raise ArchiveError(
                f"{self.path.name}: what it tells of itself cannot be read. Make the file again."
            ) from error
        if self.kind is Kind.VECTOR and not named:
            raise ArchiveError(
                f"{self.path.name} names no layers (vector_layers), so nothing of it can be drawn. Make it with a tool"
                " that names them."
            )

    @property
    def kind(self) -> Kind:
        return Kind(self.numbers[16])

    @property
    def packed(self) -> bool:
        """Whether tiles are gzip."""
        return bool(self.numbers[15] == GZIP)

    @property
    def zooms(self) -> tuple[int, int]:
        """The smallest and the largest."""
        return self.numbers[17], self.numbers[18]

    @cached_property
    def layers(self) -> list[str]:
        """Names of the layers of vector tiles, as the archive itself tells them."""
        told = json.loads(self._unpacked(self.numbers[4], self.numbers[5]) or b"{}")
        return [str(one["id"]) for one in told.get("vector_layers", ())]

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The bytes of a tile as they lie there, None where it has none. Raises `ValueError` outside the world."""
        wanted, offset, length = tile_number(zoom, x, y), self.numbers[2], self.numbers[3]
        for _ in range(DEEPEST):
            entry = find(_directory(self, offset, length), wanted)
            if entry is None:
                return None
            if entry.run:
                return self._read(self.numbers[8] + entry.offset, entry.length)
            offset, length = self.numbers[6] + entry.offset, entry.length
        return None

    def _read(self, offset: int, length: int) -> bytes:
        with self.path.open("rb") as opened:
            opened.seek(offset)
            return opened.read(length)

    def _unpacked(self, offset: int, length: int) -> bytes:
        content = self._read(offset, length)
        return gzip.decompress(content) if self.numbers[14] == GZIP and content else content


@lru_cache(maxsize=256)
def _directory(archive: Archive, offset: int, length: int) -> list[Entry]:
    return read_directory(archive._unpacked(offset, length))
