"""What a WSDL says: a digest that layout and addresses do not change, its operations, the schema of its messages."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from lxml import etree

from daybook.legacy.mapping.errors import Unreadable
from daybook.legacy.mapping.formats.safe_xml import parse_safely

WSDL, XSD = "{http://schemas.xmlsoap.org/wsdl/}", "{http://www.w3.org/2001/XMLSchema}"
DOCUMENTS_AT_MOST = 50
Fetch = Callable[[str], bytes]
"""The document at an address."""


def digest_of(fetch: Fetch, start: str) -> str:
    """SHA-256 (hex) of a WSDL and all that it imports, in order.

    Comments, white space, where the parts lie and the service's own address do not count: a server writes its host
    into them. Unreadable where a part is no XML or declares a document type.
    """
    total, pending, seen = hashlib.sha256(), [start], {start}
    while pending:
        place = pending.pop(0)
        root = parse_safely(fetch(place))
        for found in _without_places(root, place):
            if found not in seen:
                seen.add(found)
                pending.append(found)
        if len(seen) > DOCUMENTS_AT_MOST:
            raise Unreadable(f"the WSDL is in more than {DOCUMENTS_AT_MOST} parts.")
        total.update(etree.tostring(root, method="c14n", with_comments=False))
    return total.hexdigest()


def digest_of_file(file: Path) -> str:
    """The digest of a WSDL that is kept with its parts in one folder."""
    return digest_of(inside(file.parent), file.name)


def inside(folder: Path) -> Fetch:
    """Reads files of this folder and no others; Unreadable for another place."""

    def fetch(place: str) -> bytes:
        file = (folder / place).resolve()
        if "://" in place or not file.is_relative_to(folder.resolve()) or not file.is_file():
            raise Unreadable(
                f"the WSDL refers to '{place}', which is not in the system's folder. Keep it there, and name it in"
                " schemaLocation as it lies."
            )
        return file.read_bytes()

    return fetch


@lru_cache(maxsize=64)
def operations(file: Path) -> frozenset[str]:
    """The names of the operations that it offers."""
    root = parse_safely(file.read_bytes())
    return frozenset(each.get("name", "") for each in root.iter(f"{WSDL}operation"))


@dataclass(frozen=True)
class Messages:
    """A schema, for messages that are written without its namespace."""

    schema: Any
    namespace: str = ""
    qualified: bool = False

    def misfit(self, element: Any) -> str | None:
        """The place of the first element that does not fit, such as `Report/Surname`; None where all do."""
        named = self._named(element, True) if self.namespace else element
        if self.schema.validate(named):
            return None
        (wrong,) = named.getroottree().xpath(self.schema.error_log[0].path)
        way = [each for each in (wrong, *wrong.iterancestors()) if each.getparent() is not None]
        return "/".join(etree.QName(each).localname for each in reversed(way)) or str(element.tag)

    def _named(self, element: Any, top: bool) -> Any:
        inside_it = self.qualified or top
        copy = etree.Element(f"{{{self.namespace}}}{element.tag}" if inside_it else element.tag)
        copy.text = element.text
        for name, value in element.items():
            copy.set(name, value)
        copy.extend([self._named(child, False) for child in element])
        return copy


def messages_of(file: Path, root: str) -> Messages:
    """The schema that declares the element `root`; Unreadable where none does."""
    tree = parse_safely(file.read_bytes())
    for schema in tree.iter(f"{XSD}schema"):
        if schema.find(f"{XSD}element[@name='{root}']") is not None:
            own = etree.fromstring(etree.tostring(schema))
            qualified = own.get("elementFormDefault") == "qualified"
            return Messages(etree.XMLSchema(own), own.get("targetNamespace", ""), qualified)
    raise Unreadable(
        f"no schema in '{file.name}' declares <{root}>. Give [body] root the name of an element there."
    )


def _without_places(root: Any, place: str) -> list[str]:
    """Take out what depends on where the document lies; the places that it refers to."""
    found = []
    for element in root.iter(etree.Element):
        for name in ("location", "schemaLocation"):
            where = element.attrib.pop(name, None)
            if where and etree.QName(element).localname in ("import", "include"):
                found.append(urljoin(place, where))
        if not (element.text or "").strip():
            element.text = None
        if not (element.tail or "").strip():
            element.tail = None
    return found
