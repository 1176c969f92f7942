"""One signed-on SFTP session for each server, kept open, with the server's host key pinned.

asyncssh lives in a loop and thread of its own; the callers' threads hand it work and wait.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TypeVar
from urllib.parse import unquote, urlsplit

import asyncssh

from daybook.legacy.transports.base import Connection, TransportError, not_answering

T = TypeVar("T")
Work = Callable[[asyncssh.SFTPClient], Awaitable[T]]
ALIVE_SECONDS = 20


class HostKeyChangedError(Exception):
    """The server showed another key than the pinned one."""

    def __init__(self, shown: str, pinned: str) -> None:
        super().__init__(f"it showed {shown}, and {pinned} is pinned")


def work_at(connection: Connection, work: Work[T]) -> T:
    """What `work` gives, done at the server; TransportError in sentences where it cannot be."""
    session = _session(connection)
    try:
        return asyncio.run_coroutine_threadsafe(session.run(work), _loop()).result()
    except HostKeyChangedError as error:
        raise TransportError(
            f"The host key of {connection.mapping.system.title} has changed: {error}. Nothing was sent. Ask its owner"
            " by a way of your own whether the key was replaced; if so, set 'host_key' to the new one.",
            permanent=True,
            unsent=True,
        ) from error
    except asyncssh.PermissionDenied as error:
        raise TransportError(
            f"{connection.mapping.system.title} does not let us in. Check user, password or key set for it.",
            permanent=True,
            unsent=True,
        ) from error
    except asyncssh.SFTPError as error:
        raise TransportError(
            f"The SFTP server of {connection.mapping.system.title} does not do as asked ({type(error).__name__})."
            " Check that its folders are there and may be written.",
            cause=type(error).__name__,
        ) from error
    except (OSError, asyncssh.Error, TimeoutError) as error:
        failed = not_answering(connection, type(error).__name__)
        failed.unsent = not session.was_open
        raise failed from error


class Session:
    """`was_open`: the last work began at a server that had let us in."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.pinned = _pinned(connection)
        self.was_open = False
        self._guard = asyncio.Lock()
        self._line: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None

    async def run(self, work: Work[T]) -> T:
        async with asyncio.timeout(self.connection.timeout):
            self.was_open = False
            client = await self._opened()
            self.was_open = True
            try:
                return await work(client)
            except (
                asyncssh.ConnectionLost,
                asyncssh.SFTPConnectionLost,
                asyncssh.SFTPNoConnection,
                TimeoutError,
            ):
                self._drop()
                raise

    async def _opened(self) -> asyncssh.SFTPClient:
        async with self._guard:
            if self._client is None or self._line is None or self._line.is_closed():
                self._drop()
                self._line = await self._dialled()
                self._client = await self._line.start_sftp_client()
            return self._client

    async def _dialled(self) -> asyncssh.SSHClientConnection:
        """Signed on, and nothing taken from the home of whoever runs this: no keys, no agent, no settings."""
        at, watch = urlsplit(self.connection.param("server")), _Watch(self.pinned)
        params = self.connection.params
        try:
            return await asyncssh.connect(
                at.hostname or "",
                at.port or 22,
                config=None,
                username=self.connection.param("user"),
                password=params.get("password") or None,
                client_keys=[params["key_file"]] if params.get("key_file") else None,
                agent_path=None,
                known_hosts=([], [], []),
                server_host_key_algs=[each.decode() for each in self.pinned.sig_algorithms] + OTHER_KEYS,
                client_factory=lambda: watch,
                keepalive_interval=ALIVE_SECONDS,
            )
        except asyncssh.HostKeyNotVerifiable as error:
            raise HostKeyChangedError(watch.shown, self.pinned.get_fingerprint()) from error

    def _drop(self) -> None:
        if self._line is not None:
            self._line.abort()
        self._line = self._client = None


OTHER_KEYS = ["ssh-ed25519", "ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256"]
"""Offered after the pinned kind, so that a server that has changed it shows its key and not merely fails."""


class _Watch(asyncssh.SSHClient):
    """Takes the pinned key and no other, and remembers what was shown."""

    def __init__(self, pinned: asyncssh.SSHKey) -> None:
        self.pinned, self.shown = pinned, "no key"

    def validate_host_public_key(self, host: str, addr: str, port: int, key: asyncssh.SSHKey) -> bool:
        self.shown = key.get_fingerprint()
        return key.public_data == self.pinned.public_data


def _pinned(connection: Connection) -> asyncssh.SSHKey:
    try:
        return asyncssh.import_public_key(connection.param("host_key"))
    except asyncssh.KeyImportError as error:
        raise TransportError(
            f"The 'host_key' set for {connection.mapping.system.title} is no public key. Set it as its owner gives it,"
            " such as 'ssh-ed25519 AAAA...'.",
            permanent=True,
            unsent=True,
        ) from error


def folder_at(connection: Connection) -> str:
    """The folder on the server under which all lies."""
    return unquote(urlsplit(connection.param("server")).path).rstrip("/")


_sessions: dict[tuple[tuple[str, str], ...], Session] = {}
_sessions_guard, _loop_guard = threading.Lock(), threading.Lock()


def _session(connection: Connection) -> Session:
    """The one for these parameters; another key or password is another session."""
    with _sessions_guard:
        known = (*sorted(connection.params.items()), ("seconds", str(connection.timeout)))
        if known not in _sessions:
            _sessions[known] = Session(connection)
        return _sessions[known]


def _loop() -> asyncio.AbstractEventLoop:
    """The one of this process: a session's lock belongs to the loop that it first waited in."""
    with _loop_guard:
        return _started_loop()


@lru_cache(maxsize=1)
def _started_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="sftp", daemon=True).start()
    return loop
