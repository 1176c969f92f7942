"""One 3270 terminal of ours, dialled in to a host: look, type, press a key, wait for the keyboard.

The data stream is tnz's. Its log would write screens, and so people, into a file; it is turned off here.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from contextlib import suppress

from tnz.tnz import Tnz, TnzError

from daybook.legacy.mapping.screens import Cell
from daybook.legacy.transports.tn3270.deadline import Deadline

os.environ.setdefault("TNZ_LOGGING", "")
os.environ.setdefault("SESSION_SSL_VERIFY", "hostname")
logging.getLogger("tnz").setLevel(logging.CRITICAL + 1)

AIDS = {
    "ENTER": 0x7D, "CLEAR": 0x6D, "PA1": 0x6C, "PA2": 0x6E, "PA3": 0x6B,
    **{f"PF{number}": 0xF0 + number for number in range(1, 10)}, "PF10": 0x7A, "PF11": 0x7B, "PF12": 0x7C,
    **{f"PF{number}": 0xC0 + number - 12 for number in range(13, 22)}, "PF22": 0x4A, "PF23": 0x4B, "PF24": 0x4C,
}  # fmt: skip
DIGITS = re.compile(r"[0-9.+-]*")


class LineLost(Exception):
    """The line could not be had, or is gone. `cause` is the technical word."""


class Locked(Exception):
    """The host did not unlock the keyboard in time."""


class OtherField(Exception):
    """Where the map says a field is, there is none that takes this; the text says what, without what was typed."""


class Terminal:
    """Used by one thread at a time. It has an event loop of its own, which runs only while it waits."""

    def __init__(self, code_page: str) -> None:
        self.loop = asyncio.new_event_loop()
        self.code_page = code_page
        self.screen = Tnz()
        self.screen.terminal_type = "IBM-3278-2"
        self.screen.amaxrow, self.screen.amaxcol = 24, 80
        self.screen.encoding = code_page

    def dial(self, host: str, port: int, secure: bool, deadline: Deadline) -> None:
        """Connect, and wait for the first screen. LineLost where the host is not there or not who it should be."""
        self.loop.run_until_complete(self._dial(host, port, secure))
        self.ready(deadline)
        if secure and not self.screen.host_verified:
            raise LineLost("CertificateNotVerified")

    async def _dial(self, host: str, port: int, secure: bool) -> None:
        """Inside the loop, so that tnz takes it as its own."""
        self.screen.connect(host, port, secure=secure, verifycert=True)

    @property
    def is_lost(self) -> bool:
        return bool(self.screen.seslost)

    @property
    def is_locked(self) -> bool:
        return bool(self.screen.pwait or self.screen.system_lock_wait)

    def ready(self, deadline: Deadline) -> None:
        """Wait until the host has unlocked the keyboard; LineLost or Locked where it does not."""
        while self.is_locked and not self.is_lost:
            if not deadline.left:
                raise Locked
            self.screen.wait(deadline.left)
        if self.is_lost:
            raise LineLost(self._cause())

    def more(self, seconds: float) -> bool:
        """Whether the host writes anything more within this time."""
        return bool(self.screen.wait(seconds)) or self.is_lost

    def text(self, cell: Cell) -> str:
        """What stands there, without the blanks after it."""
        end = (cell.at + cell.length) % self.screen.buffer_size
        return str(self.screen.scrstr(cell.at, end, rstrip=False)).rstrip()

    def type(self, cell: Cell, text: str) -> None:
        """Put this into the field that begins there, in place of what it holds. OtherField where that cannot be."""
        self._check(cell, text)
        self.screen.set_cursor_address(cell.at)
        self.screen.key_eraseeof()
        if text:
            self.screen.key_data(text)

    def press(self, key: str) -> None:
        """Press a key; the keyboard is locked until the host answers."""
        try:
            self.screen.clear() if key == "CLEAR" else self.screen.key_aid(AIDS[key])
        except TnzError as error:
            raise Locked from error

    def close(self) -> None:
        """Hang up."""
        with suppress(RuntimeError, OSError):
            self.screen.shutdown()
            for _ in range(3):
                self.loop.run_until_complete(asyncio.sleep(0))
        self.loop.close()

    def _check(self, cell: Cell, text: str) -> None:
        start, bits = self.screen.field(cell.at)
        if start != cell.at - 1 or bits & 0x20:
            raise OtherField("there is no field to type in")
        end, _ = self.screen.next_field(cell.at)
        holds = (end - cell.at) % self.screen.buffer_size
        if len(text) > holds:
            raise OtherField(f"the field holds {holds} characters")
        if bits & 0x10 and not DIGITS.fullmatch(text):
            raise OtherField("the field takes only digits")
        try:
            text.encode(self.code_page)
        except UnicodeEncodeError as error:
            raise OtherField(f"code page {self.code_page} lacks a character of it") from error

    def _cause(self) -> str:
        lost = self.screen.seslost
        return lost[0].__name__ if isinstance(lost, tuple) else "HungUp"
