"""The host key of a machine's SFTP server, in its home."""

from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_ssh_private_key,
)

NAME = "host_key"


def host_key_file(home: Path) -> Path:
    """The file of the private key, made where there is none yet."""
    home.mkdir(parents=True, exist_ok=True)
    file = home / NAME
    if not file.exists():
        key = Ed25519PrivateKey.generate()
        draft = file.with_suffix(".new")
        draft.touch(mode=0o600)
        draft.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
        draft.replace(file)
    return file


def public_host_key(home: Path) -> str:
    """The key by which the server is known: `ssh-ed25519 AAAA...`."""
    key = load_ssh_private_key(host_key_file(home).read_bytes(), None)
    return key.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
