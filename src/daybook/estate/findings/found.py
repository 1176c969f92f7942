"""The kinds of finding, and one of them about one system."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    OBSOLETE = "obsolete"
    DUPLICATE = "duplicate"
    UNUSED = "unused"
    ORPHAN = "orphan"

    @property
    def label(self) -> str:
        return self.value.capitalize()


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its evidence, a sentence."""

    finding: Finding
    evidence: str
