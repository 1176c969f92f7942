"""Tagged lines as mainframe messages have them: `NAME=VALUE`, repeated groups as `OFFENCE.1.CODE=...`."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from daybook.legacy.mapping.errors import MappingRefused, Unreadable


@dataclass(frozen=True)
class Lines:
    encoding: str = "ascii"

    def render(self, tree: dict[str, Any]) -> bytes:
        lines = [f"{name}={_one_line(name, value)}\r\n" for name, value in _flat(tree, "")]
        try:
            return "".join(lines).encode(self.encoding)
        except UnicodeEncodeError as error:
            raise MappingRefused(
                "message",
                f"holds a character that {self.encoding} does not have.",
                "Correct the spelling in the report.",
            ) from error

    def parse(self, body: bytes) -> dict[str, Any]:
        try:
            text = body.decode(self.encoding)
        except UnicodeDecodeError as error:
            raise Unreadable(f"the message is not in {self.encoding}.") from error
        tree: dict[str, Any] = {}
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            if line:
                _place(tree, line, number)
        return tree


def _one_line(name: str, value: Any) -> str:
    text = "" if value is None else str(value)
    if "\n" in text or "\r" in text:
        raise MappingRefused(
            name, "holds a line break, which this message cannot.", "Declare a replacement for it."
        )
    return text


def _flat(node: Any, prefix: str) -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict) and (node or not prefix):
        for name, value in node.items():
            yield from _flat(value, f"{prefix}.{name}" if prefix else name)
    elif isinstance(node, list):
        for number, value in enumerate(node, 1):
            yield from _flat(value, f"{prefix}.{number}")
    else:
        yield prefix, None if isinstance(node, dict) else node


def _place(tree: dict[str, Any], line: str, number: int) -> None:
    tag, equals, value = line.partition("=")
    names = tag.split(".")
    if not equals or not all(names) or len(names) not in (1, 2, 3):
        raise Unreadable(f"line {number} of the message is not NAME=VALUE.")
    if len(names) == 1:
        tree[tag] = value
        return
    items = tree.setdefault(names[0], [])
    if not isinstance(items, list) or names[1] not in {str(len(items)), str(len(items) + 1)}:
        raise Unreadable(f"line {number} of the message is out of order.")
    if int(names[1]) > len(items):
        items.append({} if len(names) == 3 or not value else value)
    if len(names) == 3:
        items[-1][names[2]] = value
