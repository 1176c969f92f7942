"""XML from outside: no entities, no document type, no network, no tree larger than libxml2 allows."""

from typing import Any

from lxml import etree

from daybook.legacy.mapping.errors import Unreadable


def parse_safely(body: bytes) -> Any:
    """The root element; Unreadable with the place where it breaks."""
    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root: Any = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        line = error.position[0] if error.position else 1
        raise Unreadable(f"the XML is cut off or broken at line {line}.") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable("the XML declares a document type, which is not accepted.")
    return root
