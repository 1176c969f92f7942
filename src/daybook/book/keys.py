"""The signing key of the book: from the environment or a file in the home folder, with its predecessors.

Folder `keys/book/`: `<n>.pem` private keys (owner only), the highest number signs; `<n>.pub` verifier lines.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from django.conf import settings

from daybook.book.notes import Signer, Verifier


def folder() -> Path:
    keys = Path(settings.HOME) / "keys" / "book"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    return keys


def signer() -> Signer:
    """The current key; made at first use where none is there."""
    newest = _newest_number()
    return _load(folder() / f"{newest or make_key(1)}.pem")


def verifiers() -> list[Verifier]:
    """Every key that ever signed this book, so that old checkpoints still verify after a rotation."""
    signer()
    return [Verifier.parse(path.read_text()) for path in sorted(folder().glob("*.pub"))]


def make_key(number: int) -> int:
    """Write a new key pair under that number; a key that is there already is left alone."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    target = folder() / f"{number}.pem"
    draft = folder() / f".{number}.{os.getpid()}"
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as handle:
        handle.write(pem)
    try:
        os.link(draft, target)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    (folder() / f"{number}.pub").write_text(_load(target).verifier.text + "\n")
    return number


def next_number() -> int:
    return _newest_number() + 1


def _newest_number() -> int:
    return max((int(path.stem) for path in folder().glob("*.pem")), default=0)


@lru_cache
def _load(path: Path) -> Signer:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key.")
    return Signer(settings.BOOK_ORIGIN, key)
