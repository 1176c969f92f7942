"""XML from outside: no entities, no document type, no network, no tree larger than libxml2 allows."""

import threading
from typing import Any

from lxml import etree

from daybook.legacy.mapping.errors import Unreadable

SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
OWN = threading.local()


def _parser() -> Any:
    """This thread's parser: to make one takes as long as to read a message with it."""
    if not hasattr(OWN, "parser"):
        OWN.parser = etree.XMLParser(**SAFE)
    return OWN.parser


def parse_safely(body: bytes) -> Any:
    """The root element; Unreadable with the place where it breaks."""
    try:
        root: Any = etree.fromstring(body, _parser())
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 1
        raise Unreadable(f"the XML is cut off or broken at line {line}.") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("the XML declares a document type, which is not accepted.")
    return root
