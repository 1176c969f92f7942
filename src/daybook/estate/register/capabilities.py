"""The capability map of a police force, to level 3: what systems are for, and by which they are compared.

The map is `capabilities.toml`, our own wording. A code is three numbers, `4.2.1`; a system has one or several with
weights that come to 100.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from daybook.estate.register.faults import CellError
from daybook.estate.register.synonyms import plain

FILE = Path(__file__).with_name("capabilities.toml")
WEIGHTED = re.compile(r"^(.*?)(?:[:=(]\s*(\d{1,3})\s*%?\)?)?$")
WHOLE = 100


@dataclass(frozen=True, slots=True)
class Capability:
    """`path` names the levels above it and itself."""

    code: str
    name: str
    path: tuple[str, ...]

    @property
    def level(self) -> int:
        return len(self.path)


@cache
def all_capabilities() -> dict[str, Capability]:
    """Every level by code, in order of the map."""
    found: dict[str, Capability] = {}
    for code, name in tomllib.loads(FILE.read_text())["capabilities"].items():
        above = found[code.rpartition(".")[0]].path if "." in code else ()
        found[code] = Capability(code, name, (*above, name))
    return found


def lowest() -> dict[str, Capability]:
    """Level 3 alone: what a system may have."""
    return {code: one for code, one in all_capabilities().items() if one.level == 3}


@cache
def _codes() -> dict[str, str]:
    return {plain(one.name): code for code, one in lowest().items()} | {code: code for code in lowest()}


def read_weights(parts: Sequence[str]) -> dict[str, int]:
    """Codes with weights that come to 100, from texts such as `4.2.1:60` or the name of a capability.

    Without weights all count alike. Raises CellError.
    """
    given: dict[str, int | None] = {}
    for part in parts:
        found = WEIGHTED.match(part)
        word, weight = (found[1].strip(), found[2]) if found else (part, None)
        code = _codes().get(word) or _codes().get(plain(word))
        if code is None:
            raise CellError(
                f"There is no capability {word} at level 3 of the map.", "Write its code, like 4.2.1."
            )
        given[code] = int(weight) if weight else None
    return _to_whole({code: weight or WHOLE for code, weight in given.items()})


def _to_whole(weights: Mapping[str, int]) -> dict[str, int]:
    """The same proportions in whole numbers that come to 100; what rounding leaves goes to the first."""
    total = sum(weights.values())
    shared = {code: weight * WHOLE // total for code, weight in weights.items()}
    first = next(iter(shared))
    shared[first] += WHOLE - sum(shared.values())
    return shared
