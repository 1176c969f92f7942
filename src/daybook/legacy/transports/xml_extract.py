"""An extract in one XML file, read record by record: however large it is, one record is in memory."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from daybook.legacy.mapping.formats.safe_xml import SAFE
from daybook.legacy.mapping.formats.xml import tree_of
from daybook.legacy.mapping.mapping import Mapping
from daybook.legacy.transports.base import Connection, Tree, not_whole
from daybook.legacy.transports.placed import PlacedExtract

READ_BYTES = 65536


@dataclass(frozen=True)
class XmlExtract(PlacedExtract):
    """The records are children of the root, named as the mapping's `[extract] record`."""

    file: Path
    connection: Connection

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
        """Each child of the root that is a record or tells their number, forgotten as soon as the next is asked for.

        The parser tells of these elements and of the root alone; what else the root holds goes with the piece read.
        """
        top, names = self._root(), _record_names(self.connection.mapping)
        told = {top, *names, _count_path(self.connection.mapping)[0]}
        parser: Any = etree.XMLPullParser(events=("start", "end"), tag=sorted(told), **SAFE)
        root = None
        for piece in self._pieces():
            parser.feed(piece)
            for event, element in parser.read_events():
                if root is None:
                    root = element
                elif event == "end" and element.getparent() is root:
                    yield element
                    root.remove(element)
            if root is not None:
                del root[:-1]
        parser.close()

    def _root(self) -> str:
        """The root's name, once it is seen that there is no document type."""
        for _, element in etree.iterparse(str(self.file), events=("start",), **SAFE):
            if element.getroottree().docinfo.doctype:
                raise not_whole(self.connection, "declares a document type, which is not accepted.")
            return str(element.tag)
        return ""

    def _pieces(self) -> Iterator[bytes]:
        with self.file.open("rb") as file:
            while piece := file.read(READ_BYTES):
                yield piece


def _record_names(mapping: Mapping) -> set[str]:
    every = (mapping, *mapping.messages)
    return {each.spec.extract.record for each in every if each.spec.extract}


def _count_path(mapping: Mapping) -> list[str]:
    return ((mapping.spec.extract and mapping.spec.extract.count) or "Trailer/Records").split("/")
