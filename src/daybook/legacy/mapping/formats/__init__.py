"""The forms in which old systems take a record: a tree of names and values to bytes and back."""

from typing import Any, Protocol

from daybook.legacy.mapping.formats.csv import Csv
from daybook.legacy.mapping.formats.fixed import Fixed
from daybook.legacy.mapping.formats.jsonapi import JsonApi
from daybook.legacy.mapping.formats.lines import Lines
from daybook.legacy.mapping.formats.row import Row
from daybook.legacy.mapping.formats.xml import Xml

__all__ = ["Csv", "Fixed", "Format", "JsonApi", "Lines", "Row", "Xml"]


class Format(Protocol):
    def render(self, tree: dict[str, Any]) -> bytes: ...

    def parse(self, body: bytes) -> dict[str, Any]: ...
