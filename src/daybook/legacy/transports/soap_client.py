"""The envelope: zeep writes it after the WSDL that is kept in the system's folder, and reads nothing from a network."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from lxml import etree
from zeep import Client, Settings, Transport
from zeep.exceptions import Error as ZeepError
from zeep.wsse.username import UsernameToken

from daybook.legacy.mapping import wsdl
from daybook.legacy.mapping.errors import Unreadable
from daybook.legacy.transports.base import Connection, TransportError
from daybook.legacy.transports.soap_wire import Envelope

SAFE = {"forbid_dtd": True, "forbid_entities": True, "forbid_external": True, "xml_huge_tree": False}


def envelope(operation: str, values: dict[str, Any], connection: Connection) -> Envelope:
    """The call of an operation with these values; TransportError where the WSDL has no place for them."""
    client = _client(connection.mapping.folder / connection.mapping.spec.transport["wsdl"])
    try:
        # `Client.create_message` gives no headers, and the action stands there.
        found, headers = client.service._binding._create(operation, (), _plain(values), client=client)
    except (ZeepError, TypeError, ValueError) as error:
        raise TransportError(
            f"The message for {connection.mapping.system.title} does not fit its WSDL ({type(error).__name__} in"
            f" {operation}). Compare the mapping with it: daybook legacy mapping.",
            permanent=True,
            unsent=True,
        ) from error
    if token := _token(connection):
        found, headers = token.apply(found, headers)
    content = etree.tostring(found, xml_declaration=True, encoding="utf-8")
    return Envelope(content, {name: str(value) for name, value in headers.items()})


def _token(connection: Connection) -> UsernameToken | None:
    """WS-Security where the mapping asks for it; user and password come from the connection."""
    security = connection.mapping.spec.transport.get("security", "")
    if security not in ("username-text", "username-digest"):
        return None
    user, password = connection.param("user"), connection.param("password")
    return UsernameToken(user, password, use_digest=security == "username-digest")


def _plain(values: dict[str, Any]) -> dict[str, Any]:
    """As zeep names them: attributes without their sign."""
    return {
        name.removeprefix("@"): _plain(value)
        if isinstance(value, dict)
        else [_plain(each) if isinstance(each, dict) else each for each in value]
        if isinstance(value, list)
        else value
        for name, value in values.items()
    }


class _Shelf(Transport):
    """Loads the parts of a WSDL out of its folder; posts nothing, for that is ours."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def load(self, url: str) -> bytes:
        try:
            return wsdl.inside(self.folder)(url)
        except Unreadable as error:
            raise ZeepError(str(error)) from error


@lru_cache(maxsize=64)
def _client(file: Path) -> Client:
    return Client(str(file), transport=_Shelf(file.parent), settings=Settings(**SAFE))
