"""An SFTP server of a machine's own: one user, who sees one folder and nothing else."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import asyncssh

from daybook.legacy.emulation.keys import host_key_file

USER, PASSWORD = "daybook", "demonstration"
LINE, CLIENT_KEYS = "line.port", "authorized_keys"


def serve(home: Path, port: int, folders: tuple[str, ...]) -> int:
    """Let `daybook` in at `home/sftp`, by password or a key in `home/authorized_keys`; the port that it listens on."""
    root = home / "sftp"
    for name in folders:
        (root / name).mkdir(parents=True, exist_ok=True)
    loop, started = asyncio.new_event_loop(), threading.Event()
    ports: list[int] = []

    async def listen() -> None:
        server = await asyncssh.listen(
            "127.0.0.1",
            port,
            server_factory=lambda: _Door(home),
            server_host_keys=[str(host_key_file(home))],
            sftp_factory=lambda channel: asyncssh.SFTPServer(channel, chroot=str(root).encode()),
            config=None,
        )
        ports.append(server.get_port())
        started.set()

    def run() -> None:
        loop.create_task(listen())
        loop.run_forever()

    threading.Thread(target=run, name="sftp", daemon=True).start()
    if not started.wait(30):
        raise RuntimeError("the SFTP server did not start")
    (home / LINE).write_text(str(ports[0]))
    return ports[0]


class _Door(asyncssh.SSHServer):
    def __init__(self, home: Path) -> None:
        self.home = home

    def password_auth_supported(self) -> bool:
        return True

    def validate_password(self, username: str, password: str) -> bool:
        return (username, password) == (USER, PASSWORD)

    def public_key_auth_supported(self) -> bool:
        return True

    def validate_public_key(self, username: str, key: asyncssh.SSHKey) -> bool:
        file = self.home / CLIENT_KEYS
        known = asyncssh.read_public_key_list(str(file)) if file.exists() else []
        return username == USER and key.public_data in [each.public_data for each in known]
