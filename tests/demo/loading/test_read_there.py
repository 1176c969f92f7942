"""What the machines were filled with is read from them by their mappings, and says what the linking is offered."""

import subprocess
import sys
import time
from datetime import date
from uuid import uuid4

import pytest

from daybook.demo.exports import FORMS, people_of
from daybook.demo.loading import fill_machines
from daybook.legacy.emulation.launch import ACCOUNTS, READY, module_of, reached_at
from daybook.legacy.exports import written_of
from daybook.legacy.find.asking import sought_of
from daybook.legacy.joined import join
from daybook.legacy.systems.registry import mapping
from daybook.nominals.matching import clean
from house import free_bind

pytestmark = [pytest.mark.processes, pytest.mark.timeout(300)]
GIVEN = ("crime_recording", "intelligence", "warrants", "antisocial_behaviour")
ASKED = ("crime_recording", "intelligence")
PEOPLE = 400


@pytest.fixture
def filled(db, tmp_path):
    fill_machines(tmp_path / "machines", tmp_path / "truth", people=PEOPLE, until=date(2026, 11, 1))
    return tmp_path


@pytest.fixture
def joined(filled, settings):
    """Starts a machine where it was filled, and joins it."""
    settings.HOME, started = filled, []

    def start(name):
        home, line = filled / "machines" / name, int(free_bind().rpartition(":")[2])
        command = [
            sys.executable,
            "-m",
            module_of(name),
            "--home",
            str(home),
            "--port",
            "0",
            "--line",
            str(line),
        ]
        started.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
        screen = started[-1].stdout.readline().split(READY)[1].strip()
        users = {f"read_{key}": value for key, value in ACCOUNTS.get(name, {}).items()}
        return join(mapping(name), reached_at(name, home, screen, line) | users)

    yield start
    for each in started:
        each.kill()
        each.wait()
        each.stdout.close()


def named_there(system):
    """Everybody whom the records in force name, as the mapping reads them."""
    key, end = uuid4().hex, time.monotonic() + 60
    system.extracts.ask(key)
    while time.monotonic() < end:
        with system.extracts.opened(key) as records:
            if records is not None:
                return [(held, one) for held in records for one in system.extracts.forms.named(held)]
        time.sleep(0.1)
    raise AssertionError("no extract came")


def said(one):
    """What is compared of a record, without the order in which it is told."""
    cleaned = clean(one)
    births = [birth.digits for birth in cleaned.births]
    return one.names, births, cleaned.sex, sorted(cleaned.numbers), sorted(cleaned.postcodes)


@pytest.mark.parametrize("name", GIVEN)
def test_all_that_a_machine_holds_is_read_as_the_linking_is_offered_it(joined, name):
    system = joined(name)
    there = {}
    for held, one in named_there(system):
        written = written_of(name, held, one.said)
        there[f"{written.key}/{one.place}" if one.place else written.key] = said(written)
    offered = {one.key: said(one) for one in people_of(name, FORMS[name])}
    assert len(offered) > 3
    assert there == offered


@pytest.mark.parametrize("name", ASKED)
def test_somebody_in_it_is_found_by_a_search(joined, name):
    system = joined(name)
    someone = next(one for one in people_of(name, FORMS[name]) if one.births and one.names[0][1])
    family, given = someone.names[0]
    found = system.find(sought_of(f"{given} {family}"), 50)
    keys = {f"{one.held.reference}/{one.place}" if one.place else one.held.reference for one in found}
    assert someone.key in keys
