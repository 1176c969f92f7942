"""XML with plain elements and attributes (`@Key`). Entities, document types and the network are off."""

from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree

from daybook.legacy.mapping.errors import MappingRefused, Unreadable
from daybook.legacy.mapping.formats.safe_xml import parse_safely
from daybook.legacy.mapping.wsdl import Messages, messages_of


@dataclass(frozen=True)
class Xml:
    root: str
    encoding: str = "utf-8"
    schema: Path | None = None

    def render(self, tree: dict[str, Any]) -> bytes:
        element = etree.Element(self.root)
        _fill(element, tree)
        self._check(element)
        out = BytesIO()
        etree.ElementTree(element).write(out, xml_declaration=True, encoding=self.encoding, pretty_print=True)
        return out.getvalue()

    def parse(self, body: bytes) -> dict[str, Any]:
        element = parse_safely(body)
        if element.tag != self.root:
            raise Unreadable(f"the file holds <{element.tag}>, not <{self.root}>.")
        return tree_of(element)

    @cached_property
    def _schema(self) -> Messages | None:
        if self.schema is None:
            return None
        if self.schema.suffix == ".wsdl":
            return messages_of(self.schema, self.root)
        return Messages(etree.XMLSchema(etree.parse(str(self.schema))))

    def _check(self, element: Any) -> None:
        misfit = self._schema.misfit(element) if self._schema else None
        if misfit:
            raise MappingRefused(
                misfit,
                "does not fit the old system's schema.",
                "Compare the field's length and form with its schema.",
            )


def _fill(element: Any, tree: dict[str, Any]) -> None:
    for name, value in tree.items():
        for each in value if isinstance(value, list) else [value]:
            _add(element, name, each)


def _add(element: Any, name: str, value: Any) -> None:
    if name.startswith("@"):
        element.set(name[1:], str(value))
        return
    child = etree.SubElement(element, name)
    if isinstance(value, dict):
        _fill(child, value)
    elif value is not None:
        child.text = _legal(str(value), name)


def _legal(text: str, name: str) -> str:
    if all(
        c in "\t\n" or (c >= " " and not 0xD800 <= ord(c) <= 0xDFFF and ord(c) not in (0xFFFE, 0xFFFF))
        for c in text
    ):
        return text
    raise MappingRefused(name, "holds a control character that XML cannot hold.", "Take it out of the text.")


def tree_of(element: Any) -> dict[str, Any]:
    """The names and values below an element."""
    found = _read(element)
    return found if isinstance(found, dict) else {}


def _read(element: Any) -> Any:
    tree: dict[str, Any] = {f"@{name}": value for name, value in element.items()}
    for child in element:
        name = child.tag
        if not isinstance(name, str):  # a comment, which tells nothing
            continue
        value = _read(child) if len(child) or child.keys() else child.text or ""
        if name in tree:
            held = tree[name]
            tree[name] = [*held, value] if isinstance(held, list) else [held, value]
        else:
            tree[name] = value
    return tree or element.text or ""
