"""The loop of every process: works on, waits when idle, lives through errors, shows that it lives."""

import pytest
from django.db import OperationalError

from daybook.book import loops
from daybook.book.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keep_the_connection(monkeypatch):
    """The test's own transaction lives on this connection."""
    closed = []
    monkeypatch.setattr(loops.connection, "close", lambda: closed.append(1))
    return closed


def test_it_works_on_while_there_is_work_and_waits_when_there_is_none():
    amounts = [3, 1, 0]
    loop = loops.Loop("test", lambda: amounts.pop(0), idle=0.5)
    assert [loop.step() for _ in range(3)] == [0, 0, 0.5]


def test_it_waits_longer_after_each_error_and_drops_the_connection(keep_the_connection, caplog):
    def fails():
        raise OperationalError("password of user Somebody is wrong")

    loop = loops.Loop("test", fails)
    waits = [loop.step() for _ in range(8)]
    assert waits[:3] == [0.5, 1, 2]
    assert waits[-1] == loops.LONGEST_WAIT
    assert len(keep_the_connection) == 8
    assert "OperationalError at test_loops.py" in caplog.text
    assert "Somebody" not in caplog.text


def test_it_forgets_errors_once_it_works_again():
    answers = iter([OperationalError(), OperationalError(), 1, OperationalError()])

    def work():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    loop = loops.Loop("test", work)
    assert [loop.step() for _ in range(4)] == [0.5, 1, 0, 0.5]


def test_its_heartbeat_is_seen_while_it_runs_and_gone_after_it(monkeypatch):
    monkeypatch.setattr(loops.signal, "signal", lambda number, handler: None)

    def work():
        seen.append(Heartbeat.objects.get().role)
        loop.stopping = True
        return 0

    seen, closed = [], []
    loop = loops.Loop("test", work, close=lambda: closed.append(1))
    loop.run()
    assert (seen, closed) == (["test"], [1])
    assert not Heartbeat.objects.exists()


def test_process_names_are_unique_and_fit():
    names = {loops.process_name("a-role-with-a-very-long-name") for _ in range(50)}
    assert len(names) == 50
    assert max(map(len, names)) <= 64
