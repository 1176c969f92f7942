"""An extract in one XML file, read record by record: however large it is, one record is in memory."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from daybook.legacy.mapping.formats.xml import tree_of
from daybook.legacy.mapping.mapping import Mapping
from daybook.legacy.transports.base import Connection, Tree, not_whole

SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


@dataclass(frozen=True)
class XmlExtract:
    """The records are children of the root, named as the mapping's `[extract] record`."""

    file: Path
    connection: Connection

    def __iter__(self) -> Iterator[tuple[str, Tree]]:
        return self._records(None)

    def only(self, places: Container[int]) -> Iterator[tuple[str, Tree]]:
        return self._records(places)

    def _records(self, places: Container[int] | None) -> Iterator[tuple[str, Tree]]:
        mapping = self.connection.mapping
        names = _record_names(mapping)
        counted, told = 0, ""
        try:
            for element in self._children():
                if element.tag in names:
                    if places is None or counted in places:
                        yield element.tag, tree_of(element)
                    counted += 1
                elif element.tag == _count_path(mapping)[0]:
                    told = element.findtext("/".join(_count_path(mapping)[1:])) or ""
        except etree.XMLSyntaxError as error:
            raise not_whole(self.connection, "is cut off or broken.") from error
        if told != str(counted):
            raise not_whole(
                self.connection, f"says that it holds {told or 'no'} records, and {counted} came."
            )

    def _children(self) -> Iterator[Any]:
        """Each child of the root once, forgotten as soon as the next is asked for."""
        root = None
        for event, element in etree.iterparse(str(self.file), events=("start", "end"), **SAFE):
            if root is None:
                root = element
                if element.getroottree().docinfo.doctype:
                    raise not_whole(self.connection, "declares a document type, which is not accepted.")
            elif event == "end" and element.getparent() is root:
                yield element
                root.remove(element)


def _record_names(mapping: Mapping) -> set[str]:
    every = (mapping, *mapping.messages)
    return {each.spec.extract.record for each in every if each.spec.extract}


def _count_path(mapping: Mapping) -> list[str]:
    return ((mapping.spec.extract and mapping.spec.extract.count) or "Trailer/Records").split("/")
