"""Lantern's side of SOAP 1.1: it reads an envelope strictly after its WSDL, and writes answers and faults."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from lxml import etree

from daybook.legacy.emulation import Refusal
from daybook.legacy.emulation.store import Stored
from daybook.legacy.emulation.trees import element_of, nested

NAMESPACE = "urn:lantern:intelligence:2"
SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
WSSE, WSU = f"{{{WSS}wssecurity-secext-1.0.xsd}}", f"{{{WSS}wssecurity-utility-1.0.xsd}}"
WSDL = Path(__file__).with_name("lantern.wsdl")
LOCAL = ZoneInfo("Europe/London")
USER, PASSWORD = "daybook", "demonstration"


class NotLetIn(Exception):
    """User or password are missing or wrong."""


@dataclass(frozen=True)
class Call:
    """An operation, its message id, the reference that it names, and its element without namespaces."""

    operation: str
    message_id: str
    reference: str
    body: bytes


def read(raw: bytes) -> Call:
    """The call in an envelope. ValueError where it is none after the WSDL; NotLetIn."""
    parser: Any = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("broken XML") from error
    if root.getroottree().docinfo.doctype or root.tag != f"{{{SOAP}}}Envelope":
        raise ValueError("no envelope")
    _check_token(root)
    element = root.find(f"{{{SOAP}}}Body/*")
    if element is None or not _schema().validate(element):
        raise ValueError("not after the schema")
    for each in element.iter(etree.Element):
        each.tag = etree.QName(each).localname
    etree.cleanup_namespaces(element)
    places = ("Report/SourceReference", "SourceReference", "After")
    found = next((text for place in places if (text := element.findtext(place))), "")
    operation, element.tag = element.tag, "SubmitReport"
    return Call(operation, element.findtext("MessageId") or "", found, etree.tostring(element))


def answer(operation: str, values: dict[str, str]) -> bytes:
    """A yes."""
    inner = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in values.items())
    return _envelope(f'<{operation}Response xmlns="{NAMESPACE}">{inner}</{operation}Response>')


def listed(records: list[Stored], more: bool, total: int) -> bytes:
    """A page of what it holds."""
    inner = "".join(_listed(each) for each in records)
    ends = f"<More>{str(more).lower()}</More><Total>{total}</Total>"
    return _envelope(f'<ListReportsResponse xmlns="{NAMESPACE}">{inner}{ends}</ListReportsResponse>')


def found(records: list[Stored]) -> bytes:
    """What a search found."""
    inner = "".join(_listed(each) for each in records)
    return _envelope(f'<SearchReportsResponse xmlns="{NAMESPACE}">{inner}</SearchReportsResponse>')


def _listed(record: Stored) -> str:
    entered = datetime.fromtimestamp(record.arrived, LOCAL).date().isoformat()
    report = etree.tostring(element_of("Report", nested(record.content)["Report"]), encoding="unicode")
    own = f"<Urn>{record.reference}</Urn><State>{record.state}</State><Entered>{entered}</Entered>"
    return f"<Listed>{own}{report}</Listed>"


def fault(refusal: Refusal, whose: str = "Client") -> bytes:
    """A no, or (of the Server) not now."""
    detail = f"<Code>{escape(refusal.code)}</Code><Text>{escape(refusal.text)}</Text>"
    return _envelope(
        f"<s:Fault><faultcode>s:{whose}</faultcode><faultstring>Not accepted</faultstring>"
        f'<detail><LanternFault xmlns="{NAMESPACE}">{detail}</LanternFault></detail></s:Fault>'
    )


def shut_out() -> bytes:
    """As WS-Security says it."""
    return _envelope(
        f'<s:Fault xmlns:wsse="{WSSE[1:-1]}"><faultcode>wsse:FailedAuthentication</faultcode>'
        "<faultstring>The security token could not be authenticated</faultstring></s:Fault>"
    )


def wsdl(host: str, changed: bool) -> bytes:
    """What it offers to whoever asks; `changed`: the next release, with a field more."""
    text = WSDL.read_text(encoding="utf-8").replace("http://127.0.0.1/lantern", f"http://{host}/lantern")
    if changed:
        field = '<xs:element name="AuthorCollar" type="tns:text8"/>'
        text = text.replace(field, f'{field}<xs:element name="Tasking" type="tns:text20"/>')
    return text.encode()


def _envelope(inner: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="utf-8"?><s:Envelope xmlns:s="{SOAP}"><s:Body>{inner}</s:Body></s:Envelope>'
    ).encode()


def _check_token(root: Any) -> None:
    token = root.find(f"{{{SOAP}}}Header/{WSSE}Security/{WSSE}UsernameToken")
    if token is None or token.findtext(f"{WSSE}Username") != USER:
        raise NotLetIn
    nonce = base64.b64decode(token.findtext(f"{WSSE}Nonce") or "")
    created = (token.findtext(f"{WSU}Created") or "").encode()
    proof = base64.b64encode(hashlib.sha1(nonce + created + PASSWORD.encode()).digest())  # noqa: S324 (the profile's)
    if not hmac.compare_digest(proof, (token.findtext(f"{WSSE}Password") or "").encode()):
        raise NotLetIn


@lru_cache(maxsize=1)
def _schema() -> etree.XMLSchema:
    found: Any = etree.parse(str(WSDL)).find(".//{http://www.w3.org/2001/XMLSchema}schema")
    return etree.XMLSchema(etree.fromstring(etree.tostring(found)))
