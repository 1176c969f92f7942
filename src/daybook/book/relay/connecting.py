"""One connection to the NATS server, within a stated time; whoever asked for it tries again, not the client."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

from nats.aio.client import Client
from nats.errors import Error as NatsError

from daybook.book.relay.server import address

CONNECT_SECONDS = 5.0
Noted = Callable[[Exception], Awaitable[None]]


class NoServerError(NatsError):
    """It could not be connected to in that time; the text is a sentence, without the user and the password."""


async def connected(url: str, noted: Noted, inbox: str = "_INBOX") -> Client:
    """A client that is connected. By itself it would try a server that is not there for two minutes; one that takes
    the connection and says nothing would be waited for anew with each of its tries."""
    client = Client()
    try:
        async with asyncio.timeout(CONNECT_SECONDS):
            await client.connect(
                url, allow_reconnect=False, max_reconnect_attempts=1, reconnect_time_wait=0,
                connect_timeout=int(CONNECT_SECONDS), error_cb=noted, inbox_prefix=inbox,
            )  # fmt: skip
    except (NatsError, OSError, TimeoutError) as error:
        with suppress(NatsError, OSError, TimeoutError):
            await client.close()
        raise NoServerError(
            f"the server at {address(url)} could not be connected to within {CONNECT_SECONDS:g} seconds"
            f" ({type(error).__name__})"
        ) from error
    return client
