"""The picture of a person's links: four columns, laid out the same way every time. Plain code, no database.

From left to right: people, places and things linked directly; the person; events; the others in those events.
Measures are user units of the SVG, about one pixel at full width.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from daybook.records import labels

if TYPE_CHECKING:
    from daybook.records.queries.profile import Appearance, Companion, Profile

BOX_WIDTH, BOX_HEIGHT = 224, 44
COLUMN, ROW, MARGIN = 304, 56, 8
TITLE_LETTERS, DETAIL_LETTERS = 24, 30
MOST = {0: 12, 1: 1, 2: 10, 3: 17}
"""Nodes in each column, 40 in all."""


@dataclass(slots=True)
class Node:
    """A record in the picture; `x` and `y` are the upper left corner of its box."""

    key: str
    kind: str
    title: str
    detail: str
    record: Any
    column: int
    x: int = 0
    y: int = 0

    @property
    def short_title(self) -> str:
        return shortened(self.title, TITLE_LETTERS)

    @property
    def short_detail(self) -> str:
        return shortened(self.detail, DETAIL_LETTERS)

    @property
    def text_x(self) -> int:
        return self.x + 14

    @property
    def title_y(self) -> int:
        return self.y + 18

    @property
    def detail_y(self) -> int:
        return self.y + 35


@dataclass(frozen=True, slots=True)
class Line:
    """A curve between two boxes, as the path of an SVG."""

    path: str


@dataclass(slots=True)
class Picture:
    nodes: list[Node]
    lines: list[Line] = field(default_factory=list)
    left_out: int = 0
    width: int = 4 * COLUMN - (COLUMN - BOX_WIDTH) + 2 * MARGIN
    height: int = 0
    box_width: int = BOX_WIDTH
    box_height: int = BOX_HEIGHT

    @property
    def is_empty(self) -> bool:
        return len(self.nodes) < 2


def picture_of(profile: Profile) -> Picture:
    """The picture of a profile, at most 40 nodes; `left_out` counts those beyond."""
    person = profile.person
    centre = Node(f"person {person.pk}", "person", person.full_name, "This person", person, 1)
    events = [
        Node(f"event {one.event.pk}", "event", one.event.number, _in_event(one), one.event, 2)
        for one in profile.appearances
    ]
    every = [centre, *_things(profile), *events, *_companions(profile.companions)]
    nodes = list({node.key: node for node in reversed(every)}.values())[::-1]
    kept = [node for column in range(4) for node in _column(nodes, column)[: MOST[column]]]
    picture = Picture(kept, left_out=len(nodes) - len(kept))
    edges = [(centre.key, node.key) for node in kept if node.column in (0, 2)]
    met = {(f"event {one.event.pk}", f"person {one.person.pk}") for one in profile.companions}
    return place(picture, edges + sorted(met))


def place(picture: Picture, edges: Iterable[tuple[str, str]]) -> Picture:
    """Give every node its place, each column centred, and draw the lines between the boxes that are there."""
    tallest = max(len(_column(picture.nodes, column)) for column in range(4))
    picture.height = tallest * ROW - (ROW - BOX_HEIGHT) + 2 * MARGIN
    for column in range(4):
        nodes = _column(picture.nodes, column)
        top = MARGIN + (tallest - len(nodes)) * ROW // 2
        for row, node in enumerate(nodes):
            node.x, node.y = MARGIN + column * COLUMN, top + row * ROW
    at = {node.key: node for node in picture.nodes}
    picture.lines = [Line(_curve(at[one], at[two])) for one, two in edges if one in at and two in at]
    return picture


def shortened(text: str, letters: int) -> str:
    """The text, cut to so many letters with a sign that it was."""
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _things(profile: Profile) -> list[Node]:
    order = {"person": 0, "location": 1, "vehicle": 2, "phone": 3}
    ties = sorted((tie for tie in profile.ties if tie.running), key=lambda tie: order.get(tie.kind, 4))
    nodes: dict[str, Node] = {}
    for tie in ties:
        key = f"{tie.kind} {tie.other.pk}"
        word = labels.label("link-roles", tie.role)
        if key in nodes:
            nodes[key].detail += f", {word.lower()}"
        else:
            nodes[key] = Node(key, tie.kind, name_of(tie.kind, tie.other), word, tie.other, 0)
    return list(nodes.values())


def _companions(companions: list[Companion]) -> list[Node]:
    nodes: dict[str, Node] = {}
    for one in companions:
        key = f"person {one.person.pk}"
        word = labels.label("link-roles", one.role)
        if key not in nodes:
            nodes[key] = Node(key, "person", one.person.full_name, word, one.person, 3)
        elif word.lower() not in nodes[key].detail.lower():
            nodes[key].detail += f", {word.lower()}"
    return list(nodes.values())


def name_of(kind: str, record: Any) -> str:
    """What a record is called in a picture or a table."""
    match kind:
        case "person":
            return str(record.full_name)
        case "event":
            return str(record.number)
        case "location":
            return str(record.one_line) or "Place without address"
        case "vehicle":
            return str(record.registration)
        case "phone":
            return str(record.number or record.email)
        case "propertyitem":
            return str(record.description)
    return str(record.title or record.number or record.kind)


def _in_event(appearance: Appearance) -> str:
    words = ", ".join(dict.fromkeys(labels.label("link-roles", role) for role in appearance.roles))
    return f"{words}, {appearance.event.happened_from:%b %Y}"


def _column(nodes: list[Node], column: int) -> list[Node]:
    return [node for node in nodes if node.column == column]


def _curve(one: Node, two: Node) -> str:
    left, right = sorted((one, two), key=lambda node: node.column)
    start, end, middle = left.x + BOX_WIDTH, right.x, (left.x + BOX_WIDTH + right.x) // 2
    top, bottom = left.y + BOX_HEIGHT // 2, right.y + BOX_HEIGHT // 2
    return f"M{start} {top}C{middle} {top} {middle} {bottom} {end} {bottom}"
