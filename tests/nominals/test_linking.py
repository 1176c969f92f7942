"""A run's result in the tables: kept once, repeated without effect, never against a person's decision."""

from __future__ import annotations

import pytest
from django.utils import timezone

from callers import caller_with
from daybook.nominals import linking
from daybook.nominals.actions.decide import decide
from daybook.nominals.evidence import weigh
from daybook.nominals.linking import Scored, finish_run, index_sources, standing, start_run, store, tree
from daybook.nominals.matching import Edge, Rules, Scorer, Thresholds, clean, grow, starting_model
from daybook.nominals.models import Decision, LinkRun, ReviewCase, SourceRecord
from daybook.nominals.receiving import receive
from daybook.records.models import Person
from helpers import OFFICER
from nominals_made import person, persons, source, written
from people_made import event_of

pytestmark = pytest.mark.django_db
LINE = Thresholds(join=12.0, split=8.0)


def link(*sent):
    """Receive, compare every pair, group and store, as a run does."""
    receive(OFFICER, sent, timezone.now())
    records = [clean(one) for one in sent]
    index_sources(records)
    scorer = Scorer(starting_model(), len(records))
    edges = [
        Edge(one, other, weigh(records[one], records[other], scorer).bits)
        for one in range(len(records))
        for other in range(one + 1, len(records))
    ]
    held = standing(records)
    clusters = grow(
        records,
        edges,
        Rules(held.apart).refusal,
        thresholds=LINE,
        judged_same=held.same,
        before=held.before,
    )
    run = start_run(OFFICER, "custody.csv", "start", LINE, timezone.now())
    counts = store(OFFICER, run, Scored(records, edges, clusters, scorer, held.same))
    finish_run(OFFICER, run, counts)
    return counts


A = written("A", numbers=(("pncid", "81/34U"),))
B = written("B", numbers=(("pncid", "81/34U"),))
C = written("C", "Novak", "Petra", "1971-02-03")


def test_who_is_joined_is_one_person_with_evidence_of_the_run():
    counts = link(A, B, C)
    assert persons(("custody", "A"), ("custody", "B")) == 1
    assert persons(("custody", "A"), ("custody", "C")) == 2
    kept = Decision.objects.get()
    assert kept.by is None
    assert kept.run.counts == counts
    assert any("PNCID" in words for _, words, _ in kept.evidence)


def test_a_run_repeated_changes_nothing():
    link(A, B, C)
    again = link(A, B, C)
    assert (again["joined"], again["parted"], again["moved"], again["cases"]) == (0, 0, 0, 0)
    assert SourceRecord.objects.count() == 3
    assert LinkRun.objects.count() == 2


def test_a_persons_decision_outlives_the_run():
    link(A, B, C)
    decide(
        caller_with("crime-registrar"), ("custody", "A"), ("custody", "B"), "different", reason="Seen both."
    )
    assert persons(("custody", "A"), ("custody", "B")) == 2
    link(A, B, C)
    assert persons(("custody", "A"), ("custody", "B")) == 2
    decide(caller_with("crime-registrar"), ("custody", "A"), ("custody", "C"), "same", reason="Name changed.")
    link(A, B, C)
    assert persons(("custody", "A"), ("custody", "C")) == 1


def test_a_late_correction_parts_what_a_run_had_joined():
    link(A, B)
    corrected = written("B", numbers=(("pncid", "00/223R"),))
    counts = link(A, corrected)
    assert counts["parted"] == 1
    assert persons(("custody", "A"), ("custody", "B")) == 2
    assert SourceRecord.objects.filter(key="B").count() == 2


def test_twins_are_never_joined_but_asked_about():
    home = {"addresses": ("12 Mill Lane",), "postcodes": ("SW1A 1AA",), "phones": ("07700900123",)}
    link(written("T1", given="Adam", **home), written("T2", given="Noah", **home))
    assert persons(("custody", "T1"), ("custody", "T2")) == 2
    link(
        written("T1", given="Chidi", **home),
        written("T2", given="Chidi", sex="2", **home),
        written("T3", sex="1"),
    )


def test_a_refused_pair_waits_on_the_desk_with_its_reason():
    one = written("S1", sex="1", numbers=(("cro", "85227/65L"),))
    other = written("S2", sex="2", numbers=(("cro", "85227/65L"),))
    link(one, other)
    case = ReviewCase.objects.get()
    assert case.trouble == "contradiction"
    assert case.rule == "one is male, the other female"


def test_a_tree_holds_a_group_together_with_its_best_pairs():
    records = [clean(one) for one in (A, B, written("D"))]
    edges = [Edge(0, 1, 30), Edge(1, 2, 20), Edge(0, 2, 21)]
    clusters = grow(records, edges, lambda one, other: "")
    found = list(tree(Scored(records, edges, clusters, Scorer(starting_model(), 3))))
    assert found == [Edge(0, 1, 30), Edge(0, 2, 21)]


def test_a_pair_that_a_run_joins_is_off_the_desk_and_one_that_it_parts_comes_back():
    link(A, written("B", born=""))
    assert ReviewCase.objects.get().settled_at is None
    link(A, B)
    assert ReviewCase.objects.get().decision == Decision.objects.get()
    assert ReviewCase.objects.get().settled_at is not None
    link(A, written("B", numbers=(("pncid", "00/223R"),)))
    assert ReviewCase.objects.get().settled_at is None


def test_until_two_people_have_parted_a_link_a_run_joins_nobody_to_either_side():
    link(A, B)
    ours, user = person(), caller_with("officer").user
    decide(caller_with("crime-registrar"), ours, ("custody", "A"), "same")
    suspect = Person.objects.get(pk=ours[1]), "suspect"
    event_of(user, suspect, report_type="crime", status="under-investigation")
    other = {"family": "Okafor", "given": "Petra", "born": "1971-02-03", "numbers": (("pncid", "00/223R"),)}
    link(A, written("B", **other), written("D", **other))
    assert persons(("custody", "A"), ("custody", "B")) == 1
    assert persons(("custody", "A"), ("custody", "D")) == 2
    assert ReviewCase.objects.filter(first_key="B", second_key="D", settled_at=None).exists()


def meanwhile(monkeypatch, act):
    """Have the act done once, when the run has weighed and not yet written."""
    before, left = linking._ask, [act]

    def hooked(*given):
        if left:
            left.pop()()
        return before(*given)

    monkeypatch.setattr(linking, "_ask", hooked)


def judge(*pair, verdict):
    decide(caller_with("crime-registrar"), *pair, verdict, reason="Seen both.")


@pytest.mark.parametrize("verdict", ["unsure", "different"])
def test_what_is_judged_while_a_run_weighs_is_not_joined_by_it(monkeypatch, verdict):
    meanwhile(monkeypatch, lambda: judge(("custody", "A"), ("custody", "B"), verdict=verdict))
    counts = link(A, B, C)
    assert persons(("custody", "A"), ("custody", "B")) == 2
    assert [one.by is not None for one in Decision.objects.filter(Decision.IN_FORCE)] == [True]
    assert counts["joined"] == 0


def test_a_join_is_weighed_again_beside_whom_people_joined_meanwhile(monkeypatch):
    man = written("A", sex="1", numbers=(("pncid", "81/34U"),))
    woman = source("W", "Novak", "Petra", "1971-02-03", sex="2")
    meanwhile(monkeypatch, lambda: judge(("custody", "B"), woman, verdict="same"))
    link(man, B)
    assert persons(("custody", "A"), ("custody", "B"), woman) == 2
    case = ReviewCase.objects.get(first_key="A", second_key="B")
    assert (case.rule, case.settled_at) == ("one is male, the other female", None)


def test_a_link_that_a_person_confirms_while_a_run_weighs_is_not_parted(monkeypatch):
    link(A, B)
    meanwhile(monkeypatch, lambda: judge(("custody", "A"), ("custody", "B"), verdict="same"))
    counts = link(A, written("B", numbers=(("pncid", "00/223R"),)))
    assert (counts["parted"], persons(("custody", "A"), ("custody", "B"))) == (0, 1)
    assert [one.by is not None for one in Decision.objects.filter(Decision.IN_FORCE)] == [True]
