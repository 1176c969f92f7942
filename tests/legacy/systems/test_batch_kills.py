"""A process killed at any step of a batch's life loses nothing and doubles nothing."""

import json

import pytest

from daybook.legacy import transports
from daybook.legacy.systems import registry
from daybook.legacy.systems.warrants.emulator import Docket
from daybook.legacy.transports import batch_answers, batch_spool

from .batches import line_to

BATCH = transports.get("ebcdic-batch")
DOCUMENT = json.loads((registry.FOLDER / "warrants" / "golden" / "warrant.document.json").read_text())
RECORDS = 3


class Killed(BaseException):
    """What a kill looks like from inside."""


class Steps:
    """Counts every change of a file, and kills before or after the one that is chosen."""

    def __init__(self):
        self.done, self.kill_at, self.after = 0, -1, False

    def counted(self, change):
        def step(*arguments):
            self.done += 1
            if self.done == self.kill_at and not self.after:
                raise Killed
            change(*arguments)
            if self.done == self.kill_at:
                raise Killed

        return step


@pytest.fixture
def steps(monkeypatch):
    found = Steps()
    monkeypatch.setattr(batch_spool, "write_whole", found.counted(batch_spool.write_whole))
    removing = found.counted(batch_spool.remove)
    monkeypatch.setattr(batch_spool, "remove", removing)
    monkeypatch.setattr(batch_answers, "remove", removing)
    return found


@pytest.fixture
def line(tmp_path):
    for folder in ("in", "out", "request", "extract"):
        (tmp_path / folder).mkdir()
    return line_to(tmp_path, seconds="0", repeat_minutes="0")


class Office:
    """What the engine does of this: each record is sent until it is answered, and filed when the block ends."""

    def __init__(self, line, machine):
        self.line, self.machine = line, machine
        self.open = {f"{number}:warrants": number for number in range(1, RECORDS + 1)}
        self.filed = {}

    def turn(self):
        for key, number in self.open.items():
            body = self.line.mapping.encode(DOCUMENT | {"number": f"WT/{number:07d}/26"}).body
            BATCH.send(body, key, "create", self.line)
        for _ in range(2):
            with BATCH.collect(self.line) as replies:
                for reply in replies:
                    self.filed.setdefault(reply.key, set()).add((reply.state, reply.reference))
                    self.open.pop(reply.key, None)
            self.machine.work()


def test_at_every_step(line, steps, tmp_path):
    quiet = Office(line, Docket(tmp_path))
    quiet.turn()
    quiet.turn()
    total = steps.done
    assert total > 15
    for kill_at in range(1, total + 1):
        for after in (False, True):
            run_with_a_kill(line, steps, tmp_path, kill_at, after)


def run_with_a_kill(line, steps, folder, kill_at, after):
    for file in folder.rglob("*"):
        if file.is_file():
            file.unlink()
    office = Office(line, Docket(folder))
    steps.done, steps.kill_at, steps.after = 0, kill_at, after
    for _ in range(6):
        try:
            office.turn()
        except Killed:
            continue
    place = f"killed {'after' if after else 'before'} step {kill_at}"
    assert office.open == {}, place
    held = {record.origin: record.reference for record in office.machine.store.records()}
    assert len(held) == RECORDS, place
    assert {key: len(answers) for key, answers in office.filed.items()} == dict.fromkeys(office.filed, 1), (
        place
    )
    assert {seen.times for seen in office.machine.store.messages()} == {1}, place
    left = [
        f.name for f in (folder / "spool").rglob("*") if f.is_file() and f.suffix in (".keys", ".rec", ".dat")
    ]
    assert left == [], place
