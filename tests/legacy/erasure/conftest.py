"""Old machines of five kinds inside the test's own process, and people of whom each holds an arrest."""

import html
import json
import re
import sqlite3
from contextlib import closing

import pytest

from callers import caller_with, signed_on_client
from daybook.legacy import registry
from daybook.legacy.joined import join
from daybook.legacy.systems import registry as shelf
from daybook.legacy.systems.custody.emulator import Cellblock
from daybook.legacy.systems.registry import mapping
from daybook.legacy.systems.warrants.emulator import Docket
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.models import Person
from helpers import settle
from joined_made import Joined, casefile_joined, safeguard_joined
from retention_made import LONG_AGO, aged
from terminal_hosts import Host

NAME = "Vexquill"


class There:
    """One joined machine; `in_spool` are its files besides its memory."""

    def __init__(self, joined):
        self.joined = joined
        self.system, self.machine, self.clock = joined.system, joined.machine, joined.clock

    def told(self, *surnames, old=True):
        """An arrest of each, so long ago that they may go."""
        events = self.joined.arrested(*surnames)
        for surname, event in zip(surnames, events, strict=True):
            if old:
                aged(Person.objects.get(family_name=surname), recorded_at=LONG_AGO)
                aged(event, happened_from=LONG_AGO)
        settle()
        return events

    def disposed(self, surname=NAME):
        order = disposed(surname)
        settle()
        return order

    def deliver(self):
        self.joined.deliver()

    def shows(self, word=NAME):
        """Where the machine still has the word: tables, and files that are no database."""
        files = [file for file in self.machine.home.rglob("*") if file.is_file()]
        found = {table for file in files if file.suffix == ".sqlite3" for table in _tables(file, word)}
        return found | {
            file.name for file in files if "sqlite3" not in file.name and _holds(file.read_bytes(), word)
        }


def _tables(file, word):
    with closing(sqlite3.connect(file)) as session:
        tables = [row[0] for row in session.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = session.execute(f'SELECT * FROM "{table}"')
            yield from (table for row in rows if any(_holds(value, word) for value in row))


def _holds(value, word):
    raw = value if isinstance(value, bytes) else str(value).encode()
    texts = [raw.decode("latin-1"), raw.decode("cp1146", "replace")]
    return any(re.search(word, text, re.IGNORECASE) for text in texts)


def disposed(surname):
    person = Person.objects.get(family_name=surname)
    dpo = caller_with("data-protection-officer")
    order = propose_disposal(caller_with("crime-registrar"), [person])
    return carry_out_disposal(dpo, answer_disposal(dpo, order, agree=True))


def page_of(order):
    """The order's page as whoever may dispose sees it."""
    return html.unescape(
        signed_on_client("data-protection-officer").get(f"/retention/orders/{order.pk}/").text
    )


@pytest.fixture(autouse=True)
def _no_joined_systems(monkeypatch):
    monkeypatch.setattr(registry, "_systems", {})
    monkeypatch.setattr(registry, "_loaded", True)


@pytest.fixture
def web(db, tmp_path, monkeypatch):
    return There(casefile_joined(tmp_path, monkeypatch))


@pytest.fixture
def table(db, tmp_path):
    return There(safeguard_joined(tmp_path))


def _in_folder(machine_of, name, home, folders):
    for folder in folders:
        (home / folder).mkdir(parents=True)
    machine = machine_of(home)
    return There(Joined(machine, join(mapping(name), {"folder": str(home)}), "OriginNumber", {}))


@pytest.fixture
def cells(db, tmp_path):
    return _in_folder(Cellblock, "custody", tmp_path / "cells", ("in", "ack", "request", "extract"))


@pytest.fixture
def docket(db, tmp_path, monkeypatch):
    monkeypatch.setattr("daybook.legacy.mapping.fixed.timing.Timing.due", lambda *its: True)
    return _in_folder(Docket, "warrants", tmp_path / "docket", ("in", "out", "request", "extract"))


@pytest.fixture
def crimes(db, tmp_path):
    host = Host(tmp_path)
    line = host.line()
    golden = json.loads((shelf.FOLDER / "crime_recording" / "golden" / "arrest.expected.json").read_text())
    made = There(Joined(host.machine, join(line.mapping, line.params, host.transport), "EXTREF", golden))
    made.host = host
    return made


@pytest.fixture(params=["web", "table", "cells", "docket", "crimes"])
def there(request):
    return request.getfixturevalue(request.param)
