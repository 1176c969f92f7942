"""Two programs put the same key at the same moment, on PostgreSQL: both are answered and nothing is kept twice."""

from __future__ import annotations

import json

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.postgres, pytest.mark.timeout(280)]
RACES = """
import json, threading
from uuid import uuid4
from django.db import connection
from django.test import Client
from callers import caller_with, user_with
from daybook.access.actions.issue_token import issue_token
from daybook.nominals.actions.register_sending import register_sending
from daybook.nominals.models import Decision, IndexedRecord, SourceRecord
from nominals_made import person

register_sending(caller_with("administrator"), "north_force", title="North Force")
SCOPES = ["nominals.send-records", "nominals.see-links", "records.see-person"]

def client():
    token = issue_token(
        caller_with("administrator"), user_with("officer"), system="north_force", scopes=SCOPES, days=1)
    return Client(SERVER_NAME="localhost", headers={"Authorization": f"Bearer {token}"})

CLIENTS = [client(), client()]
ONE = {"names": [{"family_name": "Okafor", "given_names": "Chidi"}], "births": ["1988-05-17"],
       "numbers": [{"scheme": "pncid", "number": "81/34U"}]}
OTHER = ONE | {"phones": ["07700 900123"]}
STRANGER = {"names": [{"family_name": "Novak", "given_names": "Petra"}], "births": ["1971-02-03"]}

def at_once(*calls):
    gate, answers = threading.Barrier(len(calls)), [None] * len(calls)
    def run(place, call):
        gate.wait(5)
        answers[place] = call()
        connection.close()
    threads = [threading.Thread(target=run, args=its) for its in enumerate(calls)]
    for one in threads: one.start()
    for one in threads: one.join(60)
    return answers

def put(place, key, body, **headers):
    address = f"/api/v1/nominals/records/north_force/{key}"
    return lambda: CLIENTS[place].put(address, json.dumps(body), "application/json", headers=headers)

def batch(place, rows):
    body = json.dumps({"records": rows})
    address = "/api/v1/nominals/records/north_force"
    return lambda: CLIENTS[place].post(address, body, "application/json")

def versions(key):
    return sorted(SourceRecord.objects.filter(key=key).values_list("version", "gone"))

def linked_twice(key):
    pairs = list(Decision.objects.filter(second_key=key).values_list("first_key", "second_key"))
    return len(pairs) - len(set(pairs))

ours, said = person(identifiers={"pncid": "81/34U"}), {}
for name, pair in (("same", (ONE, ONE)), ("two", (ONE, OTHER))):
    answers = at_once(*(put(place, name, body) for place, body in enumerate(pair)))
    told = [answer.json() for answer in answers]
    said[name] = [sorted(answer.status_code for answer in answers), sorted(one["outcome"] for one in told),
                  {one["nominal"] for one in told} == {ours[1]}, versions(name),
                  IndexedRecord.objects.filter(key=name).count(), linked_twice(name)]

answers = at_once(put(0, "strange", ONE), put(1, "strange", STRANGER))
said["strange"] = [[answer.status_code for answer in answers], len(versions("strange")), len(versions("strange#2")),
                   SourceRecord.objects.filter(key__startswith="strange", gone=True).count()]

rows = [{"key": f"b{number}", "record": ONE | {"births": [str(1930 + number)], "numbers": []}} for number in range(60)]
answers = at_once(batch(0, rows), batch(1, rows[::-1]))
said["batches"] = [[answer.status_code for answer in answers],
                   sum(answer.json()["counts"].get("kept", 0) for answer in answers),
                   sum(answer.json()["counts"].get("unchanged", 0) for answer in answers),
                   SourceRecord.objects.filter(key__startswith="b").count()]

late = {"Idempotency-Key": str(uuid4())}
answers = at_once(put(0, "late", ONE, **late), put(1, "late", ONE, **late))
said["late"] = [sorted(answer.json()["outcome"] for answer in answers), versions("late")]
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def raced(tmp_path_factory):
    """What became of each race, all run in one house."""
    with house(tmp_path_factory.mktemp("races"), "postgresql") as place:
        return json.loads(place.python(RACES).strip().splitlines()[-1])


def test_the_same_record_is_kept_once_and_linked_once(raced):
    assert raced["same"] == [[200, 201], ["kept", "unchanged"], True, [[1, False]], 1, 0]


def test_two_wordings_are_two_versions_of_one_record(raced):
    assert raced["two"] == [[200, 201], ["corrected", "kept"], True, [[1, False], [2, False]], 1, 0]


def test_two_people_under_one_key_are_both_kept_and_one_is_let_go(raced):
    status, first, second, gone = raced["strange"]
    assert (status, second, gone) == ([201, 201], 1, 1)
    assert first in {1, 2}


def test_two_batches_of_the_same_rows_keep_each_once(raced):
    assert raced["batches"] == [[200, 200], 60, 60, 60]


def test_a_retry_beside_its_first_sending_writes_once(raced):
    assert raced["late"] == [["kept", "unchanged"], [[1, False]]]
