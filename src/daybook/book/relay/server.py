"""The NATS server as it is named in a setting: whether it may be spoken to so, and where it is, without its secret."""

from __future__ import annotations

from urllib.parse import urlsplit

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


def unsafe(url: str) -> bool:
    """Whether what is sent would cross a network unencrypted."""
    parts = urlsplit(url)
    return parts.scheme not in {"tls", "wss"} and parts.hostname not in LOOPBACK


def address(url: str) -> str:
    """Host and port; no user, no password."""
    return urlsplit(url).netloc.rpartition("@")[2]


class StreamAwayError(RuntimeError):
    """The server does not answer, or refused a message. The text holds no data of the book."""
