"""The NATS server of the tests, and one of a test's own, with accounts, that can be killed."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress

import nats

SERVER = os.environ.get("DAYBOOK_TEST_NATS", "nats://127.0.0.1:4222")


def asked(question, server=SERVER):
    """What a question to JetStream gives."""

    async def ask():
        client = await nats.connect(server)
        try:
            return await question(client.jetstream())
        finally:
            await client.close()

    return asyncio.run(ask())


def forget_streams(base, server=SERVER):
    """Delete all streams whose name begins so."""

    async def forget(js):
        for stream in await js.streams_info():
            if stream.config.name.startswith(base):
                with suppress(nats.js.errors.NotFoundError):
                    await js.delete_stream(stream.config.name)

    asked(forget, server)


class OwnServer:
    """A server on a free port that keeps its streams in a folder."""

    def __init__(self, folder, accounts=""):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.file = folder / "nats.conf"
        self.file.write_text(
            f'listen: "127.0.0.1:{self.port}"\njetstream {{ store_dir: "{folder / "store"}" }}\n{accounts}\n'
        )
        self.start()

    def url(self, user=""):
        return f"nats://{f'{user}@' if user else ''}127.0.0.1:{self.port}"

    def start(self):
        program = shutil.which("nats-server") or "nats-server"
        self.process = subprocess.Popen([program, "-c", str(self.file)], stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1) as line:
                line.settimeout(2)
                if line.recv(4) == b"INFO":
                    return
            assert time.monotonic() < end
            time.sleep(0.05)

    def kill(self):
        self.process.kill()
        self.process.wait()
