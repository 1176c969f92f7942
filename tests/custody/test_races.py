"""Two desks at the same moment, on PostgreSQL: one of them is told, and nothing is written twice or left half."""

from __future__ import annotations

import json

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.postgres, pytest.mark.timeout(280)]
AT_ONCE = """
import json, threading
from uuid import uuid4
from django.db import connection
from callers import user_with
from custody_made import arrest_of, opened, sergeant, suite, write
from daybook.custody import drafts
from daybook.custody.models import CustodyEntry, CustodyRecord, EntryDraft
from daybook.custody.state import detention_of
from people_made import record

def at_once(*acts):
    '''What became of each act; all of them begin together.'''
    gate, said = threading.Barrier(len(acts)), {}
    def run(place, act):
        gate.wait()
        try:
            said[place] = act()
        except Exception as error:
            said[place] = f"{type(error).__name__}: {error}"
        connection.close()
    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for one in threads: one.start()
    for one in threads: one.join(60)
    return [said[place] for place in range(len(acts))]

place, by = suite(), [sergeant(), sergeant()]
"""


@pytest.fixture
def raced(tmp_path):
    """Run a script on PostgreSQL; give what it printed last, read as JSON."""
    with house(tmp_path, "postgresql") as place:
        yield lambda script: json.loads(place.python(AT_ONCE + script).strip().splitlines()[-1])


def test_of_two_people_put_into_one_cell_one_is_refused(raced):
    said = raced("""
first, second = (opened(arrest_of(record(family_name=name)), at=place) for name in "AB")
rounds = []
for cell in ("M1", "M2", "M3"):
    told = at_once(*(
        lambda held=held, who=who: write(held, "movement", by=who, to="cell", cell=cell) and "written"
        for held, who in zip((first, second), by)
    ))
    inside = [held.number for held in (first, second) if detention_of(held.pk).cell == cell]
    refused = [one for one in told if one != "written"]
    rounds.append([told.count("written"), refused, len(inside)])
print(json.dumps(rounds))
""")
    for written, refused, inside in said:
        assert (written, len(refused), inside) == (1, 1, 1)
        assert "CELL-2" in refused[0]


def test_two_entries_of_one_person_at_once_are_both_written_and_one_sent_twice_is_written_once(raced):
    said = raced("""
held = opened(arrest_of(record(family_name="A")), at=place)
before = held.entries.count()
two = at_once(*(lambda who=who: write(held, "note", by=who, text="Asked for water") and "written" for who in by))
both = held.entries.count() - before
key = uuid4()
again = at_once(*(lambda: str(write(held, "visit", by=by[0], submission=key, seen="Awake").pk) for _ in range(4)))
print(json.dumps([two, both, len(set(again)), held.entries.filter(kind="visit").count()]))
""")
    assert said == [["written", "written"], 2, 1, 1]


def test_of_a_release_and_a_visit_at_once_the_later_is_judged_by_the_earlier(raced):
    said = raced("""
held = opened(arrest_of(record(family_name="A")), at=place)
reasons = {"CARE-8@happened_at": "Fit and well"}
told = at_once(
    lambda: write(held, "released", by=by[0], disposal="other", reasons=reasons) and "released",
    lambda: write(held, "released", by=by[1], disposal="other", reasons=reasons) and "released",
)
held.refresh_from_db()
print(json.dumps([told, held.entries.filter(kind="released").count(), held.closed_at is not None]))
""")
    told, released, closed = said
    assert (told.count("released"), released, closed) == (1, 1, True)
    assert any("left custody" in one for one in told)


def test_two_desks_that_open_the_same_arrest_make_one_record(raced):
    said = raced("""
arrest = arrest_of(record(family_name="A"))
told = at_once(*(lambda who=who: opened(arrest, by=who, at=place).number for who in by))
print(json.dumps([told, CustodyRecord.objects.filter(arrest=arrest).count()]))
""")
    told, records = said
    assert records == 1
    assert sum("CELL-1" in one for one in told) == 1


def test_a_draft_taken_over_while_it_is_typed_is_kept_by_one(raced):
    said = raced("""
held = opened(arrest_of(record(family_name="A")), at=place)
draft = uuid4()
drafts.save(by[0].user, draft, held.pk, "note", "text=first")
told = at_once(
    lambda: drafts.take_over(by[1].user, draft, held.pk) or "taken",
    *(lambda: drafts.save(by[0].user, draft, held.pk, "note", "text=second") or "saved" for _ in range(2)),
)
at_once(lambda: drafts.save(by[1].user, draft, held.pk, "note", "text=third") or "saved")
kept = drafts.kept(draft, held.pk)
print(json.dumps([told, EntryDraft.objects.filter(about=held.pk).count(), kept.typed]))
""")
    told, drafts, typed = said
    assert told[0] == "taken"
    assert all(one == "saved" or one.startswith("TakenOverError") for one in told[1:])
    assert (drafts, typed) == (1, "text=third")
