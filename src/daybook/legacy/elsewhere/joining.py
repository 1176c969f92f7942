"""A system whose setting says `via = nats` is delivered to from another host: how both sides reach the server."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.conf import settings

from daybook.book.relay.server import unsafe
from daybook.legacy.connections import VIA, ConnectionsError
from daybook.legacy.elsewhere.messages import Names
from daybook.legacy.elsewhere.office import Away
from daybook.legacy.engine.ports import OldSystem

if TYPE_CHECKING:
    from daybook.legacy.elsewhere.wire import Wire

NOTE = "Delivered to from another host, over NATS."
MARGIN = 5.0


def is_away(params: Mapping[str, str]) -> bool:
    """ConnectionsError where the setting says something else than `nats`."""
    via = params.get(VIA, "")
    if via not in ("", "nats"):
        raise ConnectionsError(
            f"The setting '{VIA}' of an old system is '{via}'. Write nats, or take it out."
        )
    return bool(via)


def away(system: OldSystem, params: Mapping[str, str]) -> OldSystem:
    """The same system, its parcels put into NATS. A parcel that nobody answered for is handed out anew after twice the
    time that an answer may take: until then whoever has it may still be at it."""
    url, names = server_url(), names_of(system.name)
    lease = float(params.get("lease_seconds", 2 * system.limits.timeout_seconds + MARGIN))

    def connect() -> Wire:
        wire = wire_to(url, names)
        wire.make(lease, system.limits.max_in_flight)
        return wire

    return Away(system, names, connect, lambda: wire_to(url, names)).joined(f"{NOTE} {system.note}".strip())


def names_of(system: str) -> Names:
    return Names(settings.NATS_STREAM, system)


def wire_to(url: str, names: Names) -> Wire:
    from daybook.legacy.elsewhere.wire import Wire

    return Wire(url, names)


def server_url() -> str:
    """ConnectionsError where none is named, or where parcels would cross a network unencrypted."""
    url: str = settings.NATS_URL
    if not url:
        raise ConnectionsError(
            "No NATS server is named. Set DAYBOOK_NATS_URL, such as tls://office:secret@nats.force.example:4222."
        )
    if unsafe(url):
        raise ConnectionsError(
            "DAYBOOK_NATS_URL is not encrypted. Parcels hold personal data: use tls:// beyond this machine."
        )
    return url
