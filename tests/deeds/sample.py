"""What a guard needs to do a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from daybook.access.models import User

Said = dict[str, Any]
WHY = {"reason": "Seen passport"}


def nobody(user: User, said: Said) -> None:
    """Whoever has the role may do it."""


@dataclass(frozen=True)
class Sample:
    """Who does it, what they say (there is then what it needs before), and the kind of entry it leaves.

    `named`: what makes the user one who may do it, where the role alone is not enough.
    """

    role: str
    body: Callable[[], Said]
    kind: str
    named: Callable[[User, Said], None] = nobody


def end(row: Any) -> str:
    return str(row.pk)
