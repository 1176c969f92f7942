"""The processes of the house by role. One machine runs them all; a force spreads them over many."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from daybook.config.supervisor import Process

ROLES = ("web", "clerk", "read", "deliver")


def process_of(role: str, *words: str) -> Process:
    return Process(role, [sys.executable, "-m", "daybook", role, *words])


def processes(roles: Sequence[str], bind: str) -> list[Process]:
    """One process for each role; `bind` is the web role's address, `host:port`."""
    return [process_of(role, *(["--bind", bind] if role == "web" else [])) for role in roles]
