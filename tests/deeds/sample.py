"""What a guard needs to do a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Said = dict[str, Any]
WHY = {"reason": "Seen passport"}


@dataclass(frozen=True)
class Sample:
    """Who does it, what they say (there is then what it needs before), and the kind of entry it leaves."""

    role: str
    body: Callable[[], Said]
    kind: str


def end(row: Any) -> str:
    return str(row.pk)
