"""A person who grows too fast: the machine stops, asks once, and adds nobody until it is answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from callers import caller_with
from daybook.nominals import growth
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.arriving import link_arrived
from daybook.nominals.evidence import cleaned_of
from daybook.nominals.following import refresh
from daybook.nominals.linking import Scored, index_sources, start_run, store
from daybook.nominals.matching import Clusters, Edge, Scorer, Thresholds, clean, starting_model
from daybook.nominals.models import ReviewCase
from daybook.nominals.queries.desk import waiting
from daybook.nominals.receiving import receive
from daybook.nominals.whose import Whose
from helpers import OFFICER
from nominals_made import persons, written

pytestmark = pytest.mark.django_db
PNCID = ("pncid", "81/34U")
NOW, BEFORE = timedelta(0), timedelta(days=2)


@pytest.fixture
def by():
    return caller_with("crime-registrar")


def sent(key, ago=NOW, number=PNCID, **more):
    """A record that came so long ago."""
    one = written(key, numbers=(number,), **more)
    receive(OFFICER, [one], timezone.now() - ago)
    index_sources([clean(one)])
    return one.system, one.key


def came(count, ago=NOW, name="N", **more):
    """Records come one after the other, and each is linked."""
    found = []
    for number in range(count):
        found.append(sent(f"{name}{number:02}", ago, **more))
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


def test_once_it_is_answered_only_what_comes_anew_may_be_too_much(known, by):
    came(10)
    case = waiting(by).get()
    decide(by, case.first, case.second, "same")
    more = came(12, name="P")
    assert persons(*known, *more) == 1
    assert not waiting(by).exists()
    came(1, name="Q")
    assert waiting(by).get().rule == growth.TOO_FAST, "13 have come beside 12 that somebody has seen"


def test_an_answer_that_is_undone_vouches_for_nobody(known, by):
    came(10)
    case = waiting(by).get()
    decision = decide(by, case.first, case.second, "same")
    undo_decision(by, decision.operation)
    came(1, name="P")
    assert waiting(by).get() == case


def test_who_is_said_to_be_another_vouches_for_nobody(known, by):
    ten = came(10)
    case = waiting(by).get()
    decide(by, case.first, case.second, "different", reason="Seen both.")
    next_one = came(1, name="P")
    assert persons(*known, *ten[:9], *next_one) == 2
    assert waiting(by).get().rule == growth.TOO_FAST


def test_until_it_is_answered_the_person_does_not_grow_the_day_after_either(by):
    known, ten = came(2, timedelta(days=9), "K"), came(10, timedelta(days=5))
    later = came(1, name="P")
    assert persons(*known, *ten, *later) == 3
    assert waiting(by).count() == 1


def test_records_that_a_late_reader_links_are_judged_by_when_they_came(known, by):
    flood = [sent(f"N{number:02}", timedelta(hours=20)) for number in range(15)]
    for one in flood:
        link_arrived([one])
    assert persons(*known, *flood) == 1 + 15 - growth.MOST
    assert waiting(by).count() == 1


def test_nine_on_each_of_two_days_are_joined(by):
    known = came(2, timedelta(days=30), "K")
    new = [sent(f"N{number:02}", timedelta(days=20 - 2 * (number % 2))) for number in range(18)]
    run(*known, *new)
    assert persons(*known, *new) == 1


def test_ten_on_two_sides_of_midnight_are_not(by):
    known = came(2, timedelta(days=30), "K")
    new = [sent(f"N{number:02}", timedelta(days=9, hours=-2 * number)) for number in range(11)]
    run(*known, *new)
    assert persons(*known, *new) == 3
    assert waiting(by).get().rule == growth.TOO_FAST


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


def test_a_run_sees_what_came_within_a_day_of_a_week_ago(by):
    known = came(2, timedelta(days=30), "K")
    flood = [sent(f"N{number:02}", timedelta(days=7)) for number in range(30)]
    run(*known, *flood)
    assert persons(*known, *flood) == 1 + 30 - growth.MOST
    case = waiting(by).get()
    assert (case.trouble, case.rule) == ("growing", growth.TOO_FAST)
    run(*known, *flood)
    assert waiting(by).get() == case


def test_a_run_adds_nobody_to_whom_thirty_came_while_nobody_looked(by, monkeypatch):
    known = came(2, timedelta(days=30), "K")
    monkeypatch.setattr(growth, "MOST", 100)
    flood = came(30, timedelta(days=7))
    monkeypatch.undo()
    [new] = [sent("Z")]
    run(*known, *flood, new)
    assert persons(*known, *flood, new) == 2
    case = waiting(by).get()
    assert (case.rule, case.size) == (growth.TOO_FAST, 33)
    decide(by, case.first, case.second, "same")
    after = sent("Z2")
    run(*known, *flood, new, after)
    assert persons(*known, new, after) == 1, "somebody has seen them"
    assert not waiting(by).exists()


def test_a_later_load_of_a_system_is_not_its_past(by):
    first = came(1, timedelta(days=30), "K")
    second = [sent(f"N{number:02}", timedelta(days=20)) for number in range(12)]
    run(*first, *second)
    assert persons(*first, *second) == 1 + 12 - growth.MOST


def test_what_a_system_brought_on_its_first_day_is_its_past_for_every_later_run(by):
    first_load = [sent(f"K{number:02}", timedelta(days=30)) for number in range(15)]
    new = sent("N")
    run(*first_load, new)
    assert persons(*first_load, new) == 1


def test_a_question_about_growth_becomes_one_of_the_pair_when_the_person_is_smaller_again(known, by):
    ten = came(10)
    case = waiting(by).get()
    gone = next(one for one in ten if one not in (case.first, case.second))
    decide(by, known[0] if gone != known[0] else known[1], gone, "different", reason="Seen both.")
    case.refresh_from_db()
    assert case.settled_at is None
    assert (case.trouble, case.rule, case.size) == ("uncertain", "", 11)


def test_when_systems_began_is_found_out_once_however_many_such_questions_wait(known, by):
    other = {"family": "Novak", "given": "Petra", "born": "1971-02-03", "number": ("pncid", "00/223R")}
    records = [*came(10), *came(2, BEFORE, "L", **other), *came(10, name="P", **other)]
    assert [case.rule for case in waiting(by)] == [growth.TOO_FAST] * 2
    with CaptureQueriesContext(connection) as asked:
        refresh(Whose.of(records))
    assert sum("MIN(" in one["sql"] for one in asked) == 1, "it reads all that a system has brought"
    assert waiting(by).count() == 2


TIMES = st.lists(
    st.integers(0, 96).map(lambda hours: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hours)),
    max_size=30,
)


@given(TIMES, TIMES)
def test_the_widest_day_is_the_largest_number_within_any_24_hours(one, other):
    def inside(times, begin):
        return sum(begin <= at <= begin + timedelta(days=1) for at in times)

    counts = [(inside(one, begin), inside(other, begin)) for begin in one + other]
    assert growth.widest(one, other) == max(map(sum, counts), default=0)
    assert growth.widest(one, other, widened=True) == max((sum(its) for its in counts if all(its)), default=0)


def run(*records):
    """A run that finds all of them one person, each by its pair with the first."""
    cleaned = [cleaned_of(one) for one in records]
    edges = [Edge(0, place, 40.0 - place / 100) for place in range(1, len(cleaned))]
    made = start_run(OFFICER, "custody.csv", "start", Thresholds(), timezone.now())
    clusters = Clusters([tuple(range(len(cleaned)))], [])
    store(OFFICER, made, Scored(cleaned, edges, clusters, Scorer(starting_model(), len(cleaned))))
