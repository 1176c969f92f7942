"""What stands in the way of each step, and what stop rules say, on plain values."""

from dataclasses import replace
from datetime import date

import pytest

from daybook.estate.register.words import State
from daybook.estate.retirement.case import Case, Parity, Proof, Signature, Stop, SwitchAt
from daybook.estate.retirement.gates import blockers
from daybook.estate.retirement.starting import starting
from daybook.estate.retirement.stops import Figures, Rule, stop_of
from daybook.estate.retirement.words import earlier, following

BEGUN, SINCE = date(2026, 1, 5), date(2026, 6, 1)
PROOFS = ("sign-on", "data", "interface", "payment")


def ready(state):
    """A case of which nothing stands in the way."""
    return Case(
        state=state,
        begun=BEGUN,
        since=SINCE,
        parity=(Parity("Search", "holds"), Parity("Reports", "not-needed")),
        signatures=tuple(Signature(gate, "So it is.", "go") for gate in State),
        switches=(SwitchAt("arrest", "Ours only", True, True),),
        proofs=tuple(Proof(code, code, True, "So it is.") for code in PROOFS),
    )


def whats(case):
    return [each.what for each in blockers(case)]


@pytest.mark.parametrize("state", list(State))
def test_where_all_is_as_it_should_be_nothing_stands_in_the_way(state):
    assert whats(ready(state)) == []


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        ("live", []),
        ("frozen", []),
        ("read-only", ["data"]),
        ("archived", ["sign-on", "data", "interface"]),
        ("off", ["sign-on", "data", "interface", "payment"]),
    ],
)
def test_each_step_asks_for_its_proofs_and_the_last_for_all_four(state, asked):
    case = replace(ready(state), proofs=tuple(Proof(code, code, False, "Not so.") for code in PROOFS))
    assert [what.partition(":")[0] for what in whats(case)] == asked


def test_parity_is_asked_from_read_only_on():
    parity = (Parity("Search"), Parity("Reports", "fails", date(2026, 3, 1)))
    assert whats(replace(ready("live"), parity=parity)) == []
    assert whats(replace(ready("frozen"), parity=parity)) == [
        "Parity not shown: Search",
        "Parity fails: Reports",
    ]


def test_the_switch_is_asked_for_ours_wins_first_and_ours_only_later():
    wins = (SwitchAt("arrest", "Both, ours wins", True, False),)
    assert whats(replace(ready("frozen"), switches=wins)) == []
    found = blockers(replace(ready("read-only"), switches=wins))
    assert found[0].what == "Who is master (arrest): both, ours wins"
    assert "“ours only”" in found[0].remedy


def test_a_criterion_unsigned_refused_or_never_written_is_in_the_way():
    unsigned = replace(ready("live"), signatures=(Signature("frozen", "All know."),))
    assert whats(unsigned) == ["Not signed: All know."]
    refused = replace(ready("live"), signatures=(Signature("frozen", "All know.", "no-go", "Nobody knows"),))
    assert "Nobody knows" in blockers(refused)[0].remedy
    assert "Nobody has said what must be so" in whats(replace(ready("live"), signatures=()))[0]


def test_a_broken_stop_rule_holds_every_step_up_until_it_is_overruled():
    broken = Stop("stop if it costs more", "It does.", True)
    assert whats(replace(ready("off"), stops=(broken,))) == ["Stop rule: stop if it costs more. It does."]
    assert whats(replace(ready("off"), stops=(replace(broken, overruled=True),))) == []


def test_the_oldest_stands_first():
    case = replace(ready("frozen"), parity=(Parity("Search"),), signatures=(Signature("read-only", "Seen."),))
    assert whats(case) == ["Parity not shown: Search", "Not signed: Seen."]


def test_the_way_out_has_six_states_and_what_is_removed_does_not_come_back():
    assert [following(state) for state in State][:-1] == list(State)[1:]
    assert following("removed") is None
    assert earlier("archived") == (State.READ_ONLY, State.FROZEN, State.LIVE)
    assert earlier("removed") == ()


@pytest.mark.parametrize(
    ("rule", "figures", "broken"),
    [
        (Rule("late", by=date(2026, 3, 1)), {}, True),
        (Rule("late", by=date(2026, 3, 1)), {"state": "off"}, False),
        (Rule("late", by=date(2027, 3, 1)), {}, False),
        (Rule("spend", 5_000_00), {"spent": 5_000_01}, True),
        (Rule("spend", 5_000_00), {"spent": 5_000_00}, False),
        (Rule("use", 10), {"users_30": 11}, True),
        (Rule("use", 10), {"users_30": 11, "state": "live"}, False),
        (Rule("use", 10), {}, False),
        (Rule("difference"), {"different_on": date(2026, 5, 1)}, True),
        (Rule("difference"), {}, False),
    ],
)
def test_a_stop_rule_is_computed_from_its_figure(rule, figures, broken):
    stop = stop_of(rule, Figures(**{"state": "frozen", "today": date(2026, 6, 1)} | figures))
    assert stop.broken is broken
    assert stop.words.startswith("stop if ")
    assert stop.evidence.endswith(".")


def test_every_retirement_begins_with_the_six_points_and_criteria_for_each_step():
    begins = starting()
    assert set(begins.parity) == {"search", "log", "subject-access", "deletion", "assistive", "reports"}
    assert {each.gate for each in begins.criteria} == set(State) - {State.LIVE}
