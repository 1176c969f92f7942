"""Paths into a report (`offences[].code`) and into the old system's form (`Offences/Offence[]/Code`).

`[]` goes through every item of a list, `[2]` takes the third. Both kinds of path are the same thing with
another separator, so a value found with one is put back with the other at the same list positions.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

SEGMENT = re.compile(r"(@?[A-Za-z_][\w.-]*)(\[(\d*)\])?")
EACH = -1
Tree = dict[str, Any]


@dataclass(frozen=True)
class Segment:
    """One step: a name, and for a list the position (`EACH` for every item, None for no list)."""

    name: str
    position: int | None = None


@dataclass(frozen=True)
class Path:
    text: str
    separator: str

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The steps; ValueError where the text is not a path."""
        return tuple(_segment(part, self.text) for part in self.text.split(self.separator))

    @property
    def lists(self) -> int:
        """How many steps go through every item of a list."""
        return sum(step.position == EACH for step in self.segments)

    @property
    def fixed(self) -> bool:
        """Whether a step takes one fixed position of a list."""
        return any(step.position not in (None, EACH) for step in self.segments)

    def walk(self, tree: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
        """Every (list positions, value); an absent value is None, an empty list gives nothing."""
        yield from _walk(tree, self.segments, ())

    def values(self, tree: Any) -> Iterator[Any]:
        """Every value, without its positions. A path through no list is gone at once: many records are read by it."""
        if not self._through_lists:
            for step in self.segments:
                tree = tree.get(step.name) if isinstance(tree, dict) else None
            yield tree
            return
        for _, value in self.walk(tree):
            yield value

    @cached_property
    def _through_lists(self) -> bool:
        return any(step.position is not None for step in self.segments)

    def put(self, tree: Tree, positions: tuple[int, ...], value: Any) -> None:
        """Set the value at these list positions; None makes only the list items that lead to it."""
        if value is None and not positions:
            return
        _put(tree, self.segments, list(positions), value)

    def at(self, positions: tuple[int, ...]) -> str:
        """The path with its positions filled in, as people read it: `offences[2].code`."""
        filled = self.text
        for position in positions:
            filled = filled.replace("[]", f"[{position}]", 1)
        return filled.replace("[]", "")


@lru_cache(maxsize=4096)
def source(text: str) -> Path:
    """A path into our report."""
    return Path(text, ".")


@lru_cache(maxsize=4096)
def target(text: str) -> Path:
    """A path into the old system's form."""
    return Path(text, "/")


def _segment(part: str, whole: str) -> Segment:
    found = SEGMENT.fullmatch(part)
    if not found:
        raise ValueError(f"'{whole}' is not a path: '{part}' is not a name, name[] or name[2].")
    name, brackets, number = found.groups()
    return Segment(name, None if brackets is None else int(number) if number else EACH)


def _walk(
    node: Any, segments: tuple[Segment, ...], at: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], Any]]:
    if not segments:
        yield at, node
        return
    step, rest = segments[0], segments[1:]
    found = node.get(step.name) if isinstance(node, dict) else None
    if step.position is None:
        yield from _walk(found, rest, at)
        return
    items = found if isinstance(found, list) else [] if found is None else [found]
    if step.position != EACH:
        yield from _walk(items[step.position] if step.position < len(items) else None, rest, at)
        return
    for index, item in enumerate(items):
        yield from _walk(item, rest, (*at, index))


def _put(node: Tree, segments: tuple[Segment, ...], positions: list[int], value: Any) -> None:
    step, rest = segments[0], segments[1:]
    if step.position is None:
        if rest:
            _put(node.setdefault(step.name, {}), rest, positions, value)
        elif value is not None:
            node[step.name] = value
        return
    items = node.setdefault(step.name, [])
    index = positions.pop(0) if step.position == EACH else step.position
    while len(items) <= index:
        items.append({} if rest else None)
    if rest:
        _put(items[index], rest, positions, value)
    else:
        items[index] = value
