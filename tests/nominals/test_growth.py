"""A person who grows too fast: the machine stops, asks once, and adds nobody until it is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.nominals import growth
from daybook.nominals.actions.decide import decide
from daybook.nominals.arriving import link_arrived
from daybook.nominals.evidence import cleaned_of
from daybook.nominals.linking import Scored, index_sources, start_run, store
from daybook.nominals.matching import Clusters, Edge, Scorer, Thresholds, clean, starting_model
from daybook.nominals.models import ReviewCase
from daybook.nominals.queries.desk import waiting
from daybook.nominals.receiving import receive
from helpers import OFFICER
from nominals_made import persons, written

pytestmark = pytest.mark.django_db
PNCID = ("pncid", "81/34U")
NOW, BEFORE = timedelta(0), timedelta(days=2)


@pytest.fixture
def by():
    return caller_with("crime-registrar")


def sent(key, ago=NOW, **more):
    """A record that came so long ago."""
    one = written(key, numbers=(PNCID,), **more)
    receive(OFFICER, [one], timezone.now() - ago)
    index_sources([clean(one)])
    return one.system, one.key


def came(count, ago=NOW, name="N"):
    """Records come one after the other, and each is linked."""
    found = []
    for number in range(count):
        found.append(sent(f"{name}{number:02}", ago))
        link_arrived(found[-1:])
    return found


@pytest.fixture
def known():
    """A person of whom two records came the day before yesterday."""
    return came(2, BEFORE, "K")


def test_nine_of_one_day_are_joined_and_the_tenth_is_asked(known, by):
    nine = came(growth.MOST)
    assert persons(*known, *nine) == 1
    assert not waiting(by).exists()
    tenth = came(1, name="T")
    assert persons(*known, *tenth) == 2
    case = waiting(by).get()
    assert (case.trouble, case.rule, case.size) == ("growing", growth.TOO_FAST, 12)
    assert tenth[0] in (case.first, case.second)


def test_a_flood_is_one_question_and_joins_no_further(known, by):
    flood = came(25)
    assert ReviewCase.objects.count() == 1
    assert persons(*known, *flood[: growth.MOST]) == 1
    assert persons(known[0], *flood[growth.MOST :]) == 1 + 25 - growth.MOST


def test_once_a_person_has_answered_it_they_are_one_and_it_is_not_asked_again(known, by):
    came(10)
    case = waiting(by).get()
    decide(by, case.first, case.second, "same")
    assert persons(case.first, case.second, *known) == 1
    link_arrived([case.first, case.second])
    assert not waiting(by).exists()


def test_until_it_is_answered_the_person_does_not_grow_the_day_after_either(known, by, monkeypatch):
    ten = came(10)
    monkeypatch.setattr(growth, "WITHIN", -timedelta(days=1))
    link_arrived(ten)
    assert persons(*known, *ten) == 2
    assert waiting(by).count() == 1


def test_a_person_of_many_records_may_gain_as_many_within_a_day(by):
    old = came(12, BEFORE, "K")
    new = came(11)
    assert persons(*old, *new) == 1
    assert not waiting(by).exists()


def test_what_a_system_brings_on_its_first_day_is_its_past(by):
    first_load = came(15)
    assert persons(*first_load) == 1
    assert not waiting(by).exists()


def test_a_run_stops_and_asks_by_the_same_rule(known, by):
    new = [sent(f"N{number:02}") for number in range(14)]
    run(*known, *new)
    assert persons(*known, *new) == 1 + 14 - growth.MOST
    case = waiting(by).get()
    assert (case.trouble, case.rule) == ("growing", growth.TOO_FAST)
    run(*known, *new)
    assert waiting(by).get() == case


def run(*records):
    """A run that finds all of them one person, each by its pair with the first."""
    cleaned = [cleaned_of(one) for one in records]
    edges = [Edge(0, place, 40.0 - place / 100) for place in range(1, len(cleaned))]
    made = start_run(OFFICER, "custody.csv", "start", Thresholds(), timezone.now())
    clusters = Clusters([tuple(range(len(cleaned)))], [])
    store(OFFICER, made, Scored(cleaned, edges, clusters, Scorer(starting_model(), len(cleaned))))
