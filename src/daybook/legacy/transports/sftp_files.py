"""What is done with files at an SFTP server. Places are relative to the folder that the connection names."""

from __future__ import annotations

import asyncio
from pathlib import Path

from asyncssh import SFTPClient

from daybook.legacy.transports.base import Connection
from daybook.legacy.transports.sftp_session import folder_at, work_at


def lay_down(connection: Connection, place: str, content: bytes) -> None:
    """Under another name, then renamed over whatever has the name."""
    final = f"{folder_at(connection)}/{place}"

    async def work(client: SFTPClient) -> None:
        async with client.open(f"{final}.part", "wb") as file:
            await file.write(content)
        await client.posix_rename(f"{final}.part", final)

    work_at(connection, work)


def answers(connection: Connection, ending: str, most: int) -> list[tuple[str, bytes]]:
    """The first of the answers that wait, by the names of their files."""

    async def work(client: SFTPClient) -> list[tuple[str, bytes]]:
        names = [str(name) for name in await client.listdir(f"{folder_at(connection)}/out")]
        waiting = sorted(name for name in names if name.endswith(ending))[:most]
        return await asyncio.gather(*(one(client, name) for name in waiting))

    async def one(client: SFTPClient, name: str) -> tuple[str, bytes]:
        async with client.open(f"{folder_at(connection)}/out/{name}", "rb") as file:
            return name, await file.read()

    return work_at(connection, work)


def put_away(connection: Connection, names: list[str]) -> None:
    """Move answers that were read to where those lie."""
    out = f"{folder_at(connection)}/out"

    async def work(client: SFTPClient) -> None:
        await client.makedirs(f"{out}/read", exist_ok=True)
        for name in names:
            await client.posix_rename(f"{out}/{name}", f"{out}/read/{name}")

    work_at(connection, work)


def fetched(connection: Connection, place: str, file: Path) -> bool:
    """Fetch a file into ours; whether it was there."""

    async def work(client: SFTPClient) -> bool:
        theirs = f"{folder_at(connection)}/{place}"
        if not await client.exists(theirs):
            return False
        await client.get(theirs, str(file))
        return True

    return work_at(connection, work)


def removed(connection: Connection, place: str) -> None:
    """Delete a file."""

    async def work(client: SFTPClient) -> None:
        await client.remove(f"{folder_at(connection)}/{place}")

    work_at(connection, work)
