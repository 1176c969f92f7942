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


@dataclass
class _Step:
    """One step that several paths share; `ends` names the path that ends here."""

    segment: Segment
    ends: str = ""
    next: list[_Step] = field(default_factory=list)


class Compared:
    """The compared fields of a mapping. A hundred thousand records are walked with it, so paths share their way."""

    def __init__(self, fields: Sequence[Field]) -> None:
        self.sources = {each.spec.to: each.source.text for each in fields}
        self._root = _Step(Segment(""))
        for each in fields:
            _plant(self._root, each.target.segments, each.spec.to)

    def values(self, tree: Any) -> Values:
        """What stands in the compared places of a record."""
        found: Values = {}
        _gather(tree, self._root.next, [], found)
        return found


def digest(values: Values) -> bytes:
    """16 bytes that are alike where all values are alike."""
    parts = [f"{place}\0{at}\0{len(text)}\0{text}" for place in sorted(values) for at, text in values[place]]
    return hashlib.blake2b("\0".join(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _plant(step: _Step, segments: Sequence[Segment], ends: str) -> None:
    for segment in segments:
        following = next((each for each in step.next if each.segment == segment), None)
        if following is None:
            following = _Step(segment)
            step.next.append(following)
        step = following
    step.ends = ends


def _gather(node: Any, steps: Sequence[_Step], at: list[int], found: Values) -> None:
    if not isinstance(node, dict):
        return
    for step in steps:
        value = node.get(step.segment.name)
        if value is None:
            continue
        if step.segment.position is None:
            _arrive(step, value, at, found)
            continue
        items = value if isinstance(value, list) else [value]
        if step.segment.position == EACH:
            for index, item in enumerate(items):
                _arrive(step, item, [*at, index], found)
        elif step.segment.position < len(items):
            _arrive(step, items[step.segment.position], at, found)


def _arrive(step: _Step, value: Any, at: list[int], found: Values) -> None:
    if step.ends and not blank(value):
        found.setdefault(step.ends, []).append([at, str(value)])
    if step.next:
        _gather(value, step.next, at, found)
