"""Two processes link at the same moment, on PostgreSQL: rules and decisions are those that stand when it is written."""

from __future__ import annotations

import json

import pytest

from house import house

pytestmark = [pytest.mark.processes, pytest.mark.postgres, pytest.mark.timeout(280)]
RACES = """
import json, threading
from django.db import connection
from callers import caller_with
from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7
from helpers import OFFICER
from nominals_made import ask_about, person, persons, source, whose, written
from daybook.book import clerk, readers
from daybook.nominals import arrived_record, arriving, cases, following, key_pages, linking, locks, scoring, tables
from daybook.nominals import readers as keeping
from daybook.nominals.actions import decide as deciding, take_in as taking_in
from daybook.nominals.actions.decide import decide
from daybook.nominals.linking import Scored, start_run, store
from daybook.nominals.matching import Clusters, Thresholds, clean
from daybook.nominals.alone import alone
from daybook.nominals.cases import Doubt
from daybook.nominals.evidence import cleaned_of
from daybook.nominals.membership import about
from daybook.nominals.models import Decision, IndexedRecord, Proposal, ReviewCase
from daybook.nominals.actions import answer_proposal as answering
from daybook.nominals.four_eyes import ProposedError
from daybook.records.actions import carry_out_disposal as disposing
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.models import Person
from people_made import event_of
from retention_made import old_person

def met(gate):
    '''Wait until the other is as far; 3 seconds are given to one who is held up.'''
    try:
        gate.wait(3)
    except threading.BrokenBarrierError:
        pass

def late(act, gate):
    def wrapped(*given, **more):
        met(gate)
        return act(*given, **more)
    return wrapped

def then(act, gate):
    def wrapped(*given, **more):
        done = act(*given, **more)
        met(gate)
        return done
    return wrapped

BEFORE = {(module, name): getattr(module, name) for module, name in (
    (arriving, "_write"), (deciding, "move"), (deciding, "write_decision"), (linking, "move"),
    (keeping, "index_people"), (arrived_record, "index_sources"), (taking_in, "rows_of"),
    (answering, "require_visible"), (disposing, "refuse_blocked"), (following, "case_of"), (cases, "case_of"),
    (locks, "take"), (key_pages, "put"))}
READ = (late, arriving, "_write"), (late, deciding, "move")

def at_once(*acts, meet=READ):
    '''What went wrong. Where nothing holds them up, both come as far as `meet` says before either goes on.'''
    gate = threading.Barrier(len(acts))
    for (module, name), act in BEFORE.items():
        setattr(module, name, act)
    for how, module, name in meet:
        setattr(module, name, how(BEFORE[module, name], gate))
    errors = []
    def run(act):
        try:
            act()
        except Exception as error:
            errors.append(f"{type(error).__name__}: {error}")
        connection.close()
    threads = [threading.Thread(target=run, args=[act]) for act in acts]
    for one in threads: one.start()
    for one in threads: one.join(60)
    return errors

numbers = ["93/5V", "94/61W", "95/77D"]
PNCID, CRO, OTHER = ("pncid", "81/34U"), ("cro", "85227/65L"), ("pncid", "00/223R")
said = {}

def decisions(*records):
    return len(list(about(records)))

def petra(key, *numbers):
    return source(key, "Novak", "Petra", "1971-02-03", numbers=numbers)

man, woman = source("M", sex="1", numbers=(PNCID,)), source("W", sex="2", numbers=(CRO,))
between = source("B", numbers=(PNCID, CRO))
errors = at_once(lambda: arriving.link_arrived([man]), lambda: arriving.link_arrived([woman]))
rules = [case.rule for case in ReviewCase.objects.all()]
said["third"] = [errors, persons(man, woman), persons(man, woman, between), decisions(between), rules]

pair = petra("P1", OTHER), petra("P2", OTHER)
errors = at_once(*(lambda one=one: arriving.link_arrived([one]) for one in pair))
said["pair"] = [errors, persons(*pair), decisions(*pair)]

late_one, more = petra("P3", OTHER), petra("P4")
errors = at_once(
    lambda: arriving.link_arrived([late_one]),
    lambda: decide(caller_with("crime-registrar"), pair[1], more, "same"),
)
said["judged"] = [errors, persons(*pair, late_one, more)]

def judged(*pair):
    return lambda: decide(caller_with("crime-registrar"), *pair, "same", reason="Seen.")

def read():
    readers.read_on(keeping.LinkKeeper(), 500)

one, other = person("Adeyemi", "Tola", identifiers={"pncid": numbers[0]}), person("Adeyemi", "Tola")
theirs = source("A1", "Adeyemi", "Tola", numbers=(("pncid", numbers[0]),))
while clerk.seal_pending(): pass
errors = at_once(read, judged(one, other), meet=[(then, keeping, "index_people"), (late, deciding, "move")])
failed = list(readers.Bookmark.objects.exclude(last_error="").values_list("last_error", flat=True))
said["read"] = [errors, failed, persons(one, other, theirs)]

pair = petra("R1", ("pncid", numbers[1])), petra("R2", ("pncid", numbers[1]))
arriving.link_arrived(pair)
found = Scored([cleaned_of(one) for one in pair], [], Clusters([(0,), (1,)], []), scoring.scorer())
run = start_run(OFFICER, "custody.csv", "start", Thresholds(), timezone.now())
errors = at_once(
    lambda: store(OFFICER, run, found),
    judged(*pair),
    meet=[(late, linking, "move"), (late, deciding, "write_decision")],
)
said["run"] = [errors, persons(*pair), [one.by is not None for one in about(pair)]]

one, other = source("T1", "Castell", "Ines"), source("T2", "Dorn", "Falk")
errors = at_once(
    lambda: taking_in.take_in(caller_with("officer"), whose(one)),
    judged(one, other),
    meet=[(then, taking_in, "rows_of"), (late, deciding, "move")],
)
said["taken in"] = [errors, persons(one, other)]

number = (("pncid", numbers[2]),)
one, other = source("K1", "Eklund", "Maja"), source("K2", "Eklund", "Maja")
third = source("K3", "Eklund", "Maja", numbers=number)
def came():
    with transaction.atomic():
        arrived_record.keep(OFFICER, written("K1", "Eklund", "Maja", numbers=number), timezone.now())
errors = at_once(came, judged(one, other), meet=[(then, arrived_record, "index_sources"), (late, deciding, "move")])
said["came"] = [errors, persons(one, other, third)]

one, other = person("Grabowski", "Lena"), source("Q1", "Grabowski", "Lena")
decide(caller_with("crime-registrar"), one, other, "same")
event_of(
    caller_with("officer").user, (Person.objects.get(pk=one[1]), "suspect"), report_type="crime",
    status="under-investigation",
)
try:
    decide(caller_with("crime-registrar"), one, other, "different", reason="Seen.")
except ProposedError:
    proposed = Proposal.objects.get()
def again():
    with transaction.atomic():
        decide(caller_with("crime-registrar"), one, other, "same", verified=True)
        Proposal.objects.select_for_update().get(pk=proposed.pk)
errors = at_once(
    lambda: answering.answer_proposal(caller_with("inspector"), proposed.pk, True),
    again,
    meet=[(late, answering, "require_visible"), (then, deciding, "write_decision")],
)
said["answered"] = errors

going = old_person(family_name="Nettlecombe", given_names="Al")
keeping.index_people([going.pk])
theirs = source("Z1", "Nettlecombe", "Al")
order = propose_disposal(caller_with("crime-registrar"), [going])
order = answer_disposal(caller_with("data-protection-officer"), order, agree=True)
errors = at_once(
    lambda: disposing.carry_out_disposal(caller_with("data-protection-officer"), order),
    judged(("daybook", str(going.pk)), theirs),
    meet=[(then, disposing, "refuse_blocked"), (late, deciding, "move")],
)
left = Decision.objects.filter(second_key=str(going.pk)).exists()
said["disposed"] = [left, Person.objects.filter(pk=going.pk).exists(), [one for one in errors if "eadlock" in one]]

one, other = source("L1", "Ingram", "Noor"), source("L2", "Ingram", "Noor")
case, worker = ask_about(one, other), caller_with("crime-registrar")
def weighed(*asked):
    def act():
        with transaction.atomic():
            alone()
            following.follow([one], asked)
    return act
def taken():
    locks.take(worker, case.pk)
said["locked"] = []
for module, again in ((following, ()), (cases, (Doubt(one, other, 5.0),))):
    ReviewCase.objects.filter(pk=case.pk).update(locked_by=None, locked_until=None)
    errors = at_once(weighed(*again), taken, meet=[(late, module, "case_of"), (then, locks, "take")])
    case.refresh_from_db()
    said["locked"].append([errors, case.locked_by == worker.author.user, case.locked_until is not None])

before = source("X1", "Norwood", "Ida"), source("X2", "Oakes", "Jon")
def rewritten(*told):
    def act():
        with transaction.atomic():
            tables.put([tables.Indexed(clean(written(*told)), uuid7())])
    return act
errors = at_once(
    rewritten("X1", "Oakes", "Jon"), rewritten("X2", "Norwood", "Ida"), meet=[(late, key_pages, "put")]
)
said["index"] = errors
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def raced(tmp_path_factory):
    """What became of each race, all run in one house."""
    with house(tmp_path_factory.mktemp("races"), "postgresql") as place:
        return json.loads(place.python(RACES).strip().splitlines()[-1])


def test_a_man_and_a_woman_do_not_become_one_by_way_of_a_third_whom_two_processes_join(raced):
    assert raced["third"] == [[], 2, 2, 1, ["one is male, the other female"]]


def test_two_processes_that_join_the_same_two_write_one_link(raced):
    assert raced["pair"] == [[], 1, 1]


def test_a_judgement_and_an_arrival_at_once_leave_one_person_of_both_decisions(raced):
    assert raced["judged"] == [[], 1]


def test_the_reader_and_a_judgement_of_the_person_it_reads_of_do_not_stop_one_another(raced):
    assert raced["read"] == [[], [], 1]


def test_a_run_that_parts_two_and_their_judgement_leave_the_judgement(raced):
    assert raced["run"] == [[], 1, [True]]


def test_who_is_taken_in_and_judged_at_once_is_both(raced):
    assert raced["taken in"] == [[], 1]


def test_a_record_that_comes_changed_and_is_judged_at_once_is_both(raced):
    assert raced["came"] == [[], 1]


def test_a_proposal_is_answered_while_somebody_judges_its_pair_and_neither_stops_the_other(raced):
    assert all("deadlock" not in words for words in raced["answered"]), raced["answered"]


def test_whoever_takes_a_pair_while_it_is_weighed_anew_keeps_it(raced):
    assert raced["locked"] == [[[], True, True], [[], True, True]]


def test_whoever_is_disposed_of_while_they_are_judged_leaves_no_judgement_behind(raced):
    assert raced["disposed"] == [False, False, []]


def test_two_who_write_the_index_crosswise_do_not_wait_for_each_other_in_a_ring(raced):
    assert raced["index"] == []
