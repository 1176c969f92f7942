"""Where attached files lie: under their SHA-256, outside the web root, each content once.

`<ATTACHMENTS>/aa/<sha256>`; what is being received lies in `<ATTACHMENTS>/incoming` until it is whole.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.conf import settings

from daybook.records.attachments_check import HEAD_LENGTH, MediaType, check

BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the store; `size_bytes` and `sha256` (64 hexadecimal digits) are of the whole content."""

    sha256: str
    size_bytes: int
    media_type: MediaType


def receive(name: str, chunks: Iterable[bytes]) -> Stored:
    """Write the chunks to the store, hashing on the way; AttachmentError if the file may not be attached.

    The type is told from the beginning of the content, and reading stops where the type's limit is passed.
    """
    folder = _folder("incoming")
    handle, place = tempfile.mkstemp(dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            stored = _copy(name, chunks, file)
        _keep(Path(place), stored.sha256)
        return stored
    finally:
        with suppress(FileNotFoundError):
            os.unlink(place)


def path_of(sha256: str) -> Path:
    """Where the content with this hash lies, or would lie."""
    return Path(settings.ATTACHMENTS) / sha256[:2] / sha256


def hash_of(path: Path) -> str:
    """SHA-256 of a stored file, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _copy(name: str, chunks: Iterable[bytes], file: IO[bytes]) -> Stored:
    digest, size, head = hashlib.sha256(), 0, b""
    found: MediaType | None = None
    for chunk in chunks:
        digest.update(chunk)
        file.write(chunk)
        size += len(chunk)
        if len(head) < HEAD_LENGTH:
            head = (head + chunk)[:HEAD_LENGTH]
        if len(head) == HEAD_LENGTH and (found is None or size > found.max_bytes):
            found = check(name, head, size)
    found = check(name, head, size)
    file.flush()
    os.fsync(file.fileno())
    return Stored(digest.hexdigest(), size, found)


def _keep(received: Path, sha256: str) -> None:
    """Move the whole file to its place; where the same content lies already, that one stays."""
    target = _folder(sha256[:2]) / sha256
    if not target.exists():
        os.replace(received, target)
        os.chmod(target, 0o400)


def _folder(name: str) -> Path:
    folder = Path(settings.ATTACHMENTS) / name
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
