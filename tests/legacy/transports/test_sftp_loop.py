"""Threads that send over SFTP for the first time in the same moment."""

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from daybook.legacy.transports import sftp_session

THREADS = 16


def test_they_share_one_loop(monkeypatch):
    made, gate = [], Barrier(THREADS)
    new_loop = asyncio.new_event_loop

    def counted():
        made.append(new_loop())
        return made[-1]

    def asked():
        gate.wait()
        return sftp_session._loop()

    monkeypatch.setattr(asyncio, "new_event_loop", counted)
    sftp_session._started_loop.cache_clear()
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(THREADS) as threads:
            loops = set(threads.map(lambda _: asked(), range(THREADS)))
    finally:
        sys.setswitchinterval(interval)
    assert len(loops) == len(made) == 1
