"""The values by which a record of theirs is compared with ours: all fields of a tree in one walk, and their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from daybook.legacy.mapping.field import Field, blank
from daybook.legacy.mapping.paths import EACH, Segment

Values = dict[str, list[Any]]
"""Place in their form to `[list positions, value as text]`, as often as it stands there."""


@dataclass(slots=True)
class _Step:
    """One step that several paths share; `ends` names the path that ends here."""

    name: str
    position: int | None = None
    ends: str = ""
    next: list[_Step] = field(default_factory=list)


class Compared:
    """The compared fields of a mapping. A hundred thousand records are walked with it, so paths share their way."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.sources = {each.spec.to: each.source.text for each in fields}
        self._root = _Step("")
        for each in fields:
            _plant(self._root, each.target.segments, each.spec.to)

    def values(self, tree: Any) -> Values:
        """What stands in the compared places of a record."""
        found: Values = {}
        if isinstance(tree, dict):
            _gather(tree, self._root.next, [], found)
        return found


def digest(values: Values) -> bytes:
    """16 bytes that are alike where all values are alike."""
    parts = [
        f"{place}\0{at or '[]'}\0{len(text)}\0{text}"
        for place in sorted(values)
        for at, text in values[place]
    ]
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plant(step: _Step, segments: Sequence[Segment], ends: str) -> None:
    for segment in segments:
        same = (each for each in step.next if (each.name, each.position) == (segment.name, segment.position))
        following = next(same, None)
        if following is None:
            following = _Step(segment.name, segment.position)
            step.next.append(following)
        step = following
    step.ends = ends


def _gather(node: dict[str, Any], steps: Sequence[_Step], at: list[int], found: Values) -> None:
    for step in steps:
        value = node.get(step.name)
        if value is None or value == "":
            continue
        if step.position is not None:
            _listed(step, value if isinstance(value, list) else [value], at, found)
            continue
        if step.ends:
            _note(step.ends, value, at, found)
        if step.next and isinstance(value, dict):
            _gather(value, step.next, at, found)


def _listed(step: _Step, items: list[Any], at: list[int], found: Values) -> None:
    """The items of a list that a step takes: each, or the one in its place."""
    if step.position == EACH:
        for index, item in enumerate(items):
            _arrive(step, item, [*at, index], found)
    elif step.position is not None and step.position < len(items):
        _arrive(step, items[step.position], at, found)


def _arrive(step: _Step, item: Any, at: list[int], found: Values) -> None:
    if step.ends:
        _note(step.ends, item, at, found)
    if step.next and isinstance(item, dict):
        _gather(item, step.next, at, found)


def _note(place: str, value: Any, at: list[int], found: Values) -> None:
    if blank(value):
        return
    if place in found:
        found[place].append([at, str(value)])
    else:
        found[place] = [[at, str(value)]]
