"""Which user a reading or a search signs on as, and leaving a host alone that did not sign one on."""

from __future__ import annotations

import time
from dataclasses import replace

from daybook.legacy.transports.base import Connection, TransportError, not_answering
from daybook.legacy.transports.tn3270.entry import NotNow
from daybook.legacy.transports.tn3270.operator import Astray
from daybook.legacy.transports.tn3270.terminal import Locked

LEFT_ALONE_SECONDS = 900.0


class ShutOuts:
    """Hosts that do not sign a user on, and until when they are left alone, on time.monotonic()."""

    def __init__(self) -> None:
        self._until: dict[tuple[str, ...], float] = {}

    def refuse(self, connection: Connection) -> None:
        """TransportError while the host is left alone: each further try would lead to the user's being locked."""
        if self._until.get(_who(connection), 0.0) > time.monotonic():
            raise shut_out(connection)

    def note(self, connection: Connection) -> TransportError:
        self._until[_who(connection)] = time.monotonic() + LEFT_ALONE_SECONDS
        return shut_out(connection)


def as_user(purpose: str, connection: Connection) -> Connection:
    """With the user for this purpose (`search_user`, `read_user`), where there is one."""
    own = {name: connection.params.get(f"{purpose}_{name}", "") for name in ("user", "password")}
    return replace(connection, params={**connection.params, **own}) if all(own.values()) else connection


def shut_out(connection: Connection) -> TransportError:
    return TransportError(
        f"{connection.mapping.system.title} does not sign us on. Have its user and password corrected; it is left alone"
        f" for {LEFT_ALONE_SECONDS / 60:g} minutes, because the host would lock the user."
    )


def failed(error: Exception, connection: Connection, what: str) -> TransportError:
    """What went wrong while it was asked, as a sentence; `what` is the verb, such as `search`."""
    title = connection.mapping.system.title
    if isinstance(error, NotNow):
        return TransportError(f"{title} cannot {what} just now.")
    if isinstance(error, Locked):
        return TransportError(f"{title} did not answer within {connection.timeout:g} seconds.")
    if isinstance(error, Astray):
        return TransportError(
            f"{title} went another way than its map: {error}. If it stays so, have the map compared with the screens."
        )
    return not_answering(connection, str(error))


def _who(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.param(name) for name in ("host", "user", "password"))
