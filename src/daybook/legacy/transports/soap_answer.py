"""What comes back: an envelope with an answer, or with a fault. Anything else is no answer of a SOAP system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from lxml import etree

from daybook.legacy.mapping import Unreadable
from daybook.legacy.mapping.formats.safe_xml import parse_safely

SOAP11, SOAP12 = "http://schemas.xmlsoap.org/soap/envelope/", "http://www.w3.org/2003/05/soap-envelope"
WHOSE = {"Client": "ours", "Sender": "ours", "Server": "theirs", "Receiver": "theirs"}


@dataclass(frozen=True)
class Answer:
    """The first element of the body without its namespaces. `fault` is its plain code, empty where all is well.

    A fault of either version of SOAP reads `Fault` with `Code`, `Text` and, where it has details, `Detail`.
    """

    content: bytes
    fault: str = ""

    @property
    def blames(self) -> str:
        """`ours` where the message is at fault, `theirs` where the server is, else empty."""
        return WHOSE.get(self.fault, "")


def read(raw: bytes) -> Answer:
    """The answer in an envelope; Unreadable where there is none."""
    root = parse_safely(raw)
    name = etree.QName(root)
    body = root.find(f"{{{name.namespace}}}Body") if name.namespace else None
    if (
        name.localname != "Envelope"
        or name.namespace not in (SOAP11, SOAP12)
        or body is None
        or not len(body)
    ):
        raise Unreadable("it holds no SOAP envelope.")
    first = body[0]
    if first.tag != f"{{{name.namespace}}}Fault":
        return Answer(etree.tostring(_bare(first)))
    fault = _fault(_bare(first), name.namespace)
    return Answer(etree.tostring(fault), fault.findtext("Code") or "Server")


def _fault(theirs: Any, version: str) -> Any:
    """One form for both versions."""
    code, text, detail = ("faultcode", "faultstring", "detail")
    if version == SOAP12:
        code, text, detail = ("Code/Value", "Reason/Text", "Detail")
    fault = etree.Element("Fault")
    etree.SubElement(fault, "Code").text = (theirs.findtext(code) or "").strip().rpartition(":")[2]
    etree.SubElement(fault, "Text").text = (theirs.findtext(text) or "").strip()
    if (found := theirs.find(detail)) is not None:
        found.tag = "Detail"
        fault.append(found)
    return fault


def _bare(element: Any) -> Any:
    """A copy whose names have no namespaces."""
    bare = etree.Element(etree.QName(element).localname)
    bare.text = element.text
    for name, value in element.items():
        bare.set(etree.QName(name).localname, value)
    bare.extend([_bare(child) for child in element.iterchildren(etree.Element)])
    return bare
