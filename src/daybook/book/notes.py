"""Signed notes and checkpoints as C2SP signed-note and tlog-checkpoint write them (Ed25519). No Django."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

ED25519 = b"\x01"
SIGNATURE = "\u2014 "


class NoteError(ValueError):
    """A note that is not of the format, or whose signature is wrong."""


def decoded(text: str) -> bytes:
    """The bytes of base64 as its writers write it: unused bits are 0, so that no two texts are the same.

    Raises ValueError.
    """
    data = base64.b64decode(text, validate=True)
    if base64.b64encode(data).decode() != text:
        raise ValueError("Unused bits of the base64 are not 0.")
    return data


def key_id(name: str, public: bytes) -> bytes:
    """The four bytes that stand before a signature: SHA-256 of name, newline, algorithm and public key."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519 + public).digest()[:4]


@dataclass(frozen=True, slots=True)
class Verifier:
    """A public key and the name it signs under."""

    name: str
    public: bytes

    @property
    def text(self) -> str:
        """The key as other tools read it: `name+hexid+base64`."""
        encoded = base64.b64encode(ED25519 + self.public).decode()
        return f"{self.name}+{key_id(self.name, self.public).hex()}+{encoded}"

    @classmethod
    def parse(cls, text: str) -> Verifier:
        try:
            name, hex_id, encoded = text.strip().split("+", 2)
            raw = decoded(encoded)
        except ValueError as error:
            raise NoteError("A verifier key is written name+hexid+base64.") from error
        if raw[:1] != ED25519 or len(raw) != 33 or key_id(name, raw[1:]).hex() != hex_id:
            raise NoteError(f"The verifier key of {name} is damaged or not an Ed25519 key.")
        return cls(name, raw[1:])

    def accepts(self, text: str, signature: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public).verify(signature, text.encode())
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signer:
    name: str
    key: Ed25519PrivateKey

    @property
    def verifier(self) -> Verifier:
        return Verifier(self.name, self.key.public_key().public_bytes_raw())

    def line(self, text: str) -> str:
        blob = key_id(self.name, self.verifier.public) + self.key.sign(text.encode())
        return f"{SIGNATURE}{self.name} {base64.b64encode(blob).decode()}\n"


@dataclass(frozen=True, slots=True)
class TreeHead:
    """What a checkpoint says: whose log, how many entries, their root, and further lines of the log's own."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        root = base64.b64encode(self.root).decode()
        return "".join(f"{line}\n" for line in (self.origin, self.size, root, *self.extensions))

    def extension(self, word: str) -> str:
        """The rest of the extension line that begins with that word; empty where there is none."""
        found = (line for line in self.extensions if line.startswith(f"{word} "))
        return next(found, "").removeprefix(f"{word} ")


def sign(head: TreeHead, signers: Sequence[Signer]) -> str:
    """The signed checkpoint, one signature line for each signer."""
    return head.text + "\n" + "".join(signer.line(head.text) for signer in signers)


def open_note(note: str, verifiers: Sequence[Verifier]) -> TreeHead:
    """Read a checkpoint; at least one of the known keys must have signed it, and none of theirs may be wrong."""
    text, signatures = parts(note)
    known = {(verifier.name, key_id(verifier.name, verifier.public)): verifier for verifier in verifiers}
    good = 0
    for name, blob in signatures:
        verifier = known.get((name, blob[:4]))
        if verifier and not verifier.accepts(text, blob[4:]):
            raise NoteError(f"The signature of {name} is wrong.")
        good += verifier is not None
    if not good:
        raise NoteError("No known key has signed this checkpoint.")
    return tree_head(text)


def parts(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """The signed text and the signatures, each as the key's name and its bytes (key id first). Nothing is verified."""
    text, _, signatures = note.rpartition("\n\n")
    if not text or not signatures.endswith("\n"):
        raise NoteError("This is not a signed note: text, a blank line, then lines of signatures.")
    return text + "\n", [_signature(line) for line in signatures[:-1].split("\n")]


def _signature(line: str) -> tuple[str, bytes]:
    try:
        dash, name, encoded = line.split(" ")
        if dash + " " == SIGNATURE and name:
            return name, decoded(encoded)
    except ValueError:
        pass
    raise NoteError("A signature line is written: dash, key name, base64.")


def tree_head(text: str) -> TreeHead:
    """What a checkpoint's text says: three lines and extensions. Nothing is verified."""
    try:
        origin, size, root, *extensions, end = text.split("\n")
        head = TreeHead(origin, int(size), decoded(root), tuple(extensions))
    except ValueError as error:
        raise NoteError("A checkpoint has three lines: origin, size, root.") from error
    if end or head.text != text or head.size < 0 or not origin:
        raise NoteError("A checkpoint has three lines: origin, size without leading zeros, root.")
    return head
