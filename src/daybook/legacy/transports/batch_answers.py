"""What an old system answers to a batch: a result file, a rejects file, or a refusal of the whole."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from daybook.legacy.mapping.fixed import FixedError, FixedFile, Layout
from daybook.legacy.transports.base import Connection, Reply, reply_from, unreadable
from daybook.legacy.transports.batch_spool import Spool, remove

STILL_WRITTEN_SECONDS = 2.0


@dataclass(frozen=True)
class Answer:
    """What one batch, or one record that never got into one, came to. `number` is of a batch that ends with it."""

    replies: list[Reply] = field(default_factory=list)
    files: tuple[Path, ...] = ()
    number: int | None = None

    def put_away(self, spool: Spool) -> None:
        """Everything is filed: the batch ends, the files go."""
        if self.number is not None:
            spool.close(self.number)
        for file in self.files:
            remove(file)


def answers(spool: Spool, connection: Connection) -> Iterator[Answer]:
    """Every answer that can be filed now."""
    layout = connection.mapping.layout
    assert layout is not None
    for file in sorted((spool.folder / "out").glob("*.res")):
        try:
            yield _Reading(spool, connection, layout, file).answer()
        except FixedError as error:
            if time.time() - file.stat().st_mtime > STILL_WRITTEN_SECONDS:
                yield _broken(file, error, connection)


@dataclass(frozen=True)
class _Reading:
    """One result file, with the rejects file of the same name."""

    spool: Spool
    connection: Connection
    layout: Layout
    file: Path

    def answer(self) -> Answer:
        """FixedError where it cannot be read or does not answer every record."""
        head = FixedFile(self.file, self.layout.files["result"]).head()
        number = int(head["batch"])
        names = self.spool.keys(number)
        if names is None:
            return self._of_no_open_batch(number)
        raws = (
            self._refused(str(head["refusal"]), names)
            if head.get("refusal")
            else self._records(number, names)
        )
        replies = [
            reply_from(self.connection, key_of(name), raw, f"{self.file.name}, record {place}")
            for place, (name, raw) in enumerate(zip(names, raws, strict=True), 1)
        ]
        return Answer(replies, self._files, number)

    @property
    def _files(self) -> tuple[Path, ...]:
        return self.file, self.file.with_suffix(".rej")

    def _of_no_open_batch(self, number: int) -> Answer:
        """An answer given twice is known by its number; one to a batch that never was goes to the desk."""
        if number <= self.spool.last():
            return Answer(files=self._files)
        title = self.connection.mapping.system.title
        reason = f"{title} answered batch {number}, which was never sent from here."
        remedy = "Ask the system's owner who sent it; nothing here was changed."
        raw = self.file.read_bytes()
        return Answer([Reply("", "orphan", reason=reason, remedy=remedy, raw=raw)], self._files)

    def _records(self, number: int, names: list[str]) -> list[bytes]:
        """The answer to each record of the batch, in its order."""
        found: dict[int, bytes] = {}
        for file, kind in ((self.file, "result"), (self.file.with_suffix(".rej"), "rejects")):
            for record, data in FixedFile(file, self.layout.files[kind]) if file.exists() else ():
                place = int(record.take(data, record.slots["answers"]))
                if place in found or not 1 <= place <= len(names):
                    raise FixedError(
                        f"answers record {place} of batch {number}, which has {len(names)}, each to be answered once.",
                        "Ask its owner; the batch is put down again by itself.",
                        file=file.name,
                    )
                found[place] = data
        if missing := len(names) - len(found):
            raise FixedError(
                f"answers {len(found)} of {len(names)} records of batch {number}; {missing} are missing.",
                "Look for its rejects file; the batch is put down again by itself.",
                file=self.file.name,
            )
        return [found[place] for place in range(1, len(names) + 1)]

    def _refused(self, code: str, names: list[str]) -> list[bytes]:
        """A refusal of the whole batch is one of each record in it."""
        spec, reject = self.connection.mapping.spec.reply, self.layout.files["rejects"].records[0]
        said = {spec.state: spec.refused[0], spec.code: code, spec.text: f"WHOLE BATCH REFUSED {code}"}
        data = reject.write({name: value for name, value in said.items() if name in reject.columns})
        return [reject.put(data, "answers", place) for place in range(1, len(names) + 1)]


def misfit(file: Path, connection: Connection) -> Answer:
    """The answer to a waiting record that no batch may hold."""
    title = connection.mapping.system.title
    reason = f"The record waited while the layout of {title} was changed, and does not fit it any more."
    remedy = "Send it again: it is written anew."
    return Answer([Reply(key_of(file.stem), "refused", code="LAYOUT", reason=reason, remedy=remedy)], (file,))


def _broken(file: Path, error: FixedError, connection: Connection) -> Answer:
    """An answer that cannot be read goes to the desk; its batch stays open and is put down again by itself."""
    reply = unreadable("", connection.mapping.system.title, str(error), file.read_bytes(), file.name)
    return Answer([reply], (file, file.with_suffix(".rej")))


def key_of(name: str) -> str:
    """The key from a file's name."""
    return name.replace(".", ":", 1)
