"""Encryption of what must not lie readable in the database: AES-256-GCM under the field key."""

from __future__ import annotations

import os
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

NONCE = 12


class CannotDecryptError(ValueError):
    """The text was sealed under another key or for another owner, or is damaged."""


@lru_cache
def _cipher(secret: str) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, None, b"daybook field encryption").derive(secret.encode()))


def seal(text: str, owner: str) -> bytes:
    """Encrypt text so that it opens only for the same owner."""
    nonce = os.urandom(NONCE)
    return nonce + _cipher(settings.FIELD_KEY).encrypt(nonce, text.encode(), owner.encode())


def unseal(sealed: bytes, owner: str) -> str:
    try:
        return _cipher(settings.FIELD_KEY).decrypt(sealed[:NONCE], sealed[NONCE:], owner.encode()).decode()
    except InvalidTag as error:
        raise CannotDecryptError("This text was not sealed with this key for this owner.") from error
