"""Where crime files and boundaries lie, to make a model again: `<ATTACHMENTS>/crimes/aa/<sha256>/<name>`."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

LARGEST = 1_000_000_000
"""Bytes; what is larger is forecast on the server, by `daybook forecast run`."""
UNUSUAL = re.compile(r"[^\w. -]")


class StoreError(ValueError):
    """The file cannot be taken or is not there; the message says what to do."""


def keep(name: str, chunks: Iterable[bytes]) -> tuple[str, str]:
    """Keep a file; its name as it is kept, and its SHA-256. Raises `StoreError`."""
    name = UNUSUAL.sub("-", Path(name).name).strip(". ")[-100:] or "file"
    folder = Path(settings.ATTACHMENTS) / "crimes"
    folder.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as incoming:
        try:
            for chunk in chunks:
                digest.update(chunk)
                incoming.write(chunk)
                size += len(chunk)
                _check(name, size)
            if not size:
                raise StoreError(f"{name} is empty. Choose another file.")
            incoming.flush()
            os.fsync(incoming.fileno())
            target = _path(digest.hexdigest(), name)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(incoming.name, target)
        except BaseException:
            Path(incoming.name).unlink(missing_ok=True)
            raise
    return name, digest.hexdigest()


def _check(name: str, size: int) -> None:
    if size > LARGEST:
        raise StoreError(
            f"{name} has more than 1 GB. Forecast from it on the server: daybook forecast run FILE --out map.html."
        )


def _path(sha256: str, name: str) -> Path:
    return Path(settings.ATTACHMENTS) / "crimes" / sha256[:2] / sha256 / name


def found(name: str, sha256: str) -> Path:
    """Where a kept file lies, its content checked. Raises `StoreError`."""
    path = _path(sha256, name)
    if not path.is_file():
        raise StoreError(f"{name} is no longer in the store. Send it in again.")
    with path.open("rb") as opened:
        if hashlib.file_digest(opened, "sha256").hexdigest() != sha256:
            raise StoreError(f"{name} has changed in the store since it was sent in. Send it in again.")
    return path


def forget(name: str, sha256: str) -> None:
    """Remove a file that is needed no more."""
    path = _path(sha256, name)
    path.unlink(missing_ok=True)
    with suppress(OSError):  # another name for the same content lies there
        path.parent.rmdir()
