"""The heart of an emulator: take a message once, check it, keep it, answer."""

import time
from abc import ABC, abstractmethod
from pathlib import Path
from sqlite3 import Connection
from typing import Any, ClassVar

from daybook.legacy.emulation import store
from daybook.legacy.emulation.checks import Refusal
from daybook.legacy.emulation.faults import Faults

ACCEPTED, REFUSED = "ACCEPTED", "REFUSED"
Outcome = store.Seen


class Machine(ABC):
    """An old machine. A subclass says how it reads, checks, numbers and names what arrives.

    A key that was accepted gets the same answer again and changes nothing; a refused one may be sent anew.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    held_code: ClassVar[str]
    not_held_code: ClassVar[str]
    unreadable_code: ClassVar[str]
    kept_code: ClassVar[str] = ""
    """Its refusal of an erasure of what somebody there keeps; empty where it erases nothing for others."""
    keyless: ClassVar[bool] = False
    """Whether it keeps the sender's number as a mere remark: the same thing entered twice is held twice."""

    def __init__(self, home: Path, faults: Faults | None = None) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self.home = home
        self.store = store.Store(home / f"{self.name}.sqlite3")
        self.faults = faults or Faults()

    @abstractmethod
    def read(self, body: bytes) -> dict[str, Any]:
        """The fields in a body; ValueError where it cannot be read."""

    @abstractmethod
    def judge(self, content: dict[str, Any]) -> Refusal | None:
        """The machine's own entry checks."""

    @abstractmethod
    def origin(self, content: dict[str, Any]) -> str:
        """The sender's own number, which amendments and withdrawals name."""

    @abstractmethod
    def caption(self, content: dict[str, Any]) -> str:
        """What the list on the screen shows of a record."""

    @abstractmethod
    def new_reference(self, session: Connection, content: dict[str, Any]) -> str:
        """The machine's own next reference."""

    def returns(self, session: Connection, reference: str, content: dict[str, Any]) -> dict[str, str]:
        """Identifiers that this machine issues or knows, by name."""
        return {}

    def belongs(self, session: Connection, content: dict[str, Any]) -> Refusal | None:
        """Why this cannot be put beside what the machine holds; None where it can."""
        return None

    def erased_number(self, content: dict[str, Any]) -> str:
        """The machine's own number of the record that an erasure names."""
        raise NotImplementedError

    def judge_erasure(self, content: dict[str, Any]) -> Refusal | None:
        """The machine's entry checks of an erasure."""
        return None

    def keeps(self, session: Connection, held: store.Stored) -> Refusal | None:
        """Why this record is not erased; None where it may be."""
        return Refusal(self.kept_code, "RECORD IS HELD") if store.is_held(session, held.reference) else None

    def forget(self, session: Connection, held: store.Stored) -> None:
        """What hangs on the record goes with it."""
        store.erase_record(session, held)

    def take(self, key: str, verb: str, body: bytes) -> Outcome:
        """Take one message: check it, keep it under its key, and give the answer; all or nothing."""
        with self.store.transaction() as session:
            again = store.count_again(session, key)
            if again and again.outcome == ACCEPTED:
                return again
            seen = self._judged(session, key, verb, body)
            if again:
                session.execute("DELETE FROM message WHERE key = ?", (key,))
            store.keep_message(session, seen, body)
            return seen

    def _judged(self, session: Connection, key: str, verb: str, body: bytes) -> Outcome:
        try:
            content = self.read(body)
        except ValueError:
            return _refused(key, verb, "", Refusal(self.unreadable_code, "MESSAGE NOT READABLE"))
        if verb == "erase":
            return self._erased(session, key, content)
        origin = self.origin(content)
        held = None if self.keyless and verb == "create" else store.find_origin(session, origin)
        refusal = self._out_of_place(verb, held) or self.judge(content) or self.belongs(session, content)
        if refusal:
            return _refused(key, verb, origin, refusal)
        return self._kept(session, key, verb, content, held)

    def _erased(self, session: Connection, key: str, content: dict[str, Any]) -> Outcome:
        """For good: what is left is the message, with the number."""
        if refusal := self.judge_erasure(content):
            return _refused(key, "erase", "", refusal)
        held = store.find_reference(session, self.erased_number(content))
        if held is None:
            return _refused(key, "erase", "", Refusal(self.not_held_code, "RECORD NOT HELD"))
        if refusal := self.keeps(session, held):
            return _refused(key, "erase", "", refusal)
        self.forget(session, held)
        return store.Seen(key, "erase", "", 1, ACCEPTED, "", "", held.reference, time.time())

    def _out_of_place(self, verb: str, held: store.Stored | None) -> Refusal | None:
        if verb == "create":
            live = held is not None and held.state != "WITHDRAWN"
            return Refusal(self.held_code, "RECORD ALREADY HELD") if live else None
        if held is None or held.state == "WITHDRAWN":
            return Refusal(self.not_held_code, "RECORD NOT HELD")
        return None

    def _kept(
        self, session: Connection, key: str, verb: str, content: dict[str, Any], held: store.Stored | None
    ) -> Outcome:
        now = time.time()
        reference = held.reference if held else self.new_reference(session, content)
        returned = self.returns(session, reference, content)
        origin = held.origin if held else store.free_origin(session, self.origin(content))
        record = store.Stored(
            reference, origin, "WITHDRAWN" if verb == "withdraw" else "LIVE", held.version + 1 if held else 1,
            self.caption(content), content | returned, held.arrived if held else now, now,
        )  # fmt: skip
        store.keep_record(session, record)
        return store.Seen(key, verb, origin, 1, ACCEPTED, "", "", reference, now, returned)


def _refused(key: str, verb: str, origin: str, refusal: Refusal) -> Outcome:
    return store.Seen(key, verb, origin, 1, REFUSED, refusal.code, refusal.text, "", time.time())
