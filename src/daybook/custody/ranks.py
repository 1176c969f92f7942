"""Who decides: an officer with the rank that the law asks for, and what part they had in the case."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Officer:
    """An officer or member of staff as a rule sees them. `rank` is the one they act in today."""

    id: UUID | None
    collar: str
    name: str
    rank: str
