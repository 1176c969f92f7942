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
from django.db import transaction

from daybook.book import append
from daybook.book.author import Author
from daybook.book.kinds import SIGNING_KEY_ROTATED
from daybook.book.notes import Signer, Verifier, key_id, parts


def folder() -> Path:
    keys = Path(settings.HOME) / "keys" / "book"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    return keys


def signer() -> Signer:
    """The current key; made at first use where none is there."""
    return _load(_private(_numbers("pem")[-1] if _numbers("pem") else make_key(next_number())))


def signers_after(note: str) -> list[Signer]:
    """Who signs the checkpoint that follows this one: after a rotation the former key too, so that the new key
    is vouched for by the one that a witness already knows."""
    current = signer()
    former = _numbers("pem")[-2:-1]
    if not note or not former or _has_signed(current, note):
        return [current]
    return [_load(_private(former[0])), current]


def _has_signed(signer: Signer, note: str) -> bool:
    mine = key_id(signer.name, signer.verifier.public)
    return any(name == signer.name and blob[:4] == mine for name, blob in parts(note)[1])


def verifiers() -> list[Verifier]:
    """Every key that ever signed this book, so that old checkpoints still verify after a rotation."""
    signer()
    return [Verifier.parse((folder() / f"{number}.pub").read_text()) for number in _numbers("pub")]


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


def rotate(author: Author) -> Verifier:
    """Make the next key and tell of it in the book, whose next checkpoint the former key signs as well."""
    signer()
    with transaction.atomic():
        verifier = _load(_private(make_key(next_number()))).verifier
        append(SIGNING_KEY_ROTATED, author, notes={"verifier": verifier.text})
    return verifier


def next_number() -> int:
    """One above every key known here, private or public."""
    return max([0, *_numbers("pem"), *_numbers("pub")]) + 1


def _numbers(suffix: str) -> list[int]:
    return sorted(int(path.stem) for path in folder().glob(f"[0-9]*.{suffix}"))


def _private(number: int) -> Path:
    return folder() / f"{number}.pem"


@lru_cache
def _load(path: Path) -> Signer:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path.name} is not an Ed25519 key.")
    return Signer(settings.BOOK_ORIGIN, key)
