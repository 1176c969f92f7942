"""While a custody record or a case of somebody is open, one person proposes to part them and another confirms."""

from __future__ import annotations

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from custody_made import opened
from daybook.access.caller import caller_for
from daybook.access.models import User
from daybook.book import writing
from daybook.book.models import Entry
from daybook.custody.models import CustodyRecord
from daybook.nominals.actions.answer_proposal import answer_proposal
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.arriving import link_arrived
from daybook.nominals.four_eyes import ProposedError
from daybook.nominals.indexing import index_people
from daybook.nominals.judging import CannotDecide
from daybook.nominals.models import OWN, Decision, Proposal, ReviewCase
from daybook.nominals.queries.proposals import proposals_waiting
from daybook.records.models import Event, Person
from helpers import OFFICER
from nominals_made import ask_about, person, persons, source
from people_made import event_of

pytestmark = pytest.mark.django_db
WHY = {"reason": "Seen both."}


@pytest.fixture
def first():
    return caller_with("crime-registrar")


@pytest.fixture
def second():
    return caller_with("inspector")


@pytest.fixture
def linked(first):
    """One person of two records, who is part of a crime that is under investigation."""
    ours, other = person(), source("C1", "Okafor", "Chidy")
    decide(first, ours, other, "same")
    with_case(ours)
    return ours, other


def with_case(ours, status="under-investigation", **fields):
    suspect = (Person.objects.get(pk=ours[1]), "suspect")
    event_of(first_user(), suspect, report_type="crime", status=status, **fields)


def first_user():
    return caller_with("officer").user


def hide(ours):
    closed = Person.objects.get(pk=ours[1])
    closed.handling = "sealed"
    with writing("person:corrected", OFFICER, closed) as page:
        page.save(closed)


def propose(do):
    with pytest.raises(ProposedError, match=r"is under investigation\. A second person has to confirm"):
        do()
    return Proposal.objects.get(answer="")


def test_a_case_that_not_everybody_may_see_asks_for_a_second_person_without_being_named(first):
    ours, other = person(), source("C1", "Okafor", "Chidy")
    decide(first, ours, other, "same")
    with_case(ours, handling="sealed")
    with pytest.raises(ProposedError, match="a report that is not open to all is in hand") as told:
        decide(first, ours, other, "different", **WHY)
    assert Event.objects.get().number not in str(told.value)


def test_the_first_proposes_and_nothing_is_done_until_the_second_confirms(linked, first, second):
    made = propose(lambda: decide(first, *linked, "different", **WHY))
    assert persons(*linked) == 1
    with pytest.raises(CannotDecide, match="Another person has to confirm"):
        answer_proposal(first, made.pk, True)
    before = Entry.objects.count()
    answer_proposal(second, made.pk, True)
    assert persons(*linked) == 2
    assert Entry.objects.count() == before + 1, "the deed and the answer are one entry"
    entry = Entry.objects.latest("written_at")
    assert entry.kind == "person:unlinked"
    assert entry.user_id == second.author.user
    assert first.author.user.hex in entry.value.change
    with pytest.raises(CannotDecide, match="answered already"):
        answer_proposal(second, made.pk, True)


def test_detaching_and_undoing_take_two_as_well(linked, first, second):
    detaching = propose(lambda: detach_record(first, linked[1], reason="Another man."))
    answer_proposal(second, detaching.pk, True)
    assert persons(*linked) == 2
    undo_decision(first, Decision.objects.get(verdict="different").operation, reason="It was him.")
    assert persons(*linked) == 1, "to join again takes one"
    undoing = propose(lambda: undo_decision(first, Decision.objects.get(verdict="same").operation))
    answer_proposal(second, undoing.pk, True)
    assert persons(*linked) == 2


def test_declined_or_withdrawn_nothing_is_done_and_the_pair_is_asked_again(linked, first, second):
    ask_about(*linked)
    made = propose(lambda: decide(first, *linked, "different", **WHY))
    desk = signed_on_client("crime-registrar")
    assert "Nothing waits" in desk.get("/data-quality/").content.decode()
    with pytest.raises(CannotDecide, match="Say why"):
        answer_proposal(second, made.pk, False)
    answer_proposal(second, made.pk, False, reason="The photographs are of one man.")
    assert "1 pair waits" in desk.get("/data-quality/").content.decode()
    assert persons(*linked) == 1
    answer_proposal(first, propose(lambda: decide(first, *linked, "different", **WHY)).pk, False)
    assert list(Proposal.objects.order_by("pk").values_list("answer", flat=True)) == ["declined", "withdrawn"]


def test_where_nothing_is_open_one_person_parts_them(first):
    ours, other = person(), source("C1", "Okafor", "Chidy")
    decide(first, ours, other, "same")
    with_case(ours, status="finalised")
    decide(first, ours, other, "different", **WHY)
    assert persons(ours, other) == 2


def test_to_say_that_two_are_different_who_never_were_one_takes_one(first):
    ours, other = person(), source("C1", "Okafor", "Chidy")
    with_case(ours)
    decide(first, ours, other, "different", **WHY)
    assert Proposal.objects.count() == 0


def test_an_open_custody_record_counts(first):
    record = opened()
    index_people([record.person_id])
    ours, other = (OWN, str(record.person_id)), source("C1")
    decide(first, ours, other, "same", **WHY)
    with pytest.raises(ProposedError, match=f"custody record {record.number} is open"):
        decide(first, ours, other, "different", **WHY)
    assert CustodyRecord.objects.get().closed_at is None


def test_the_machine_never_parts_them_it_asks(first):
    number = {"numbers": (("pncid", "81/34U"),)}
    ours = person(identifiers={"pncid": "81/34U"})
    other = source("C1", **number)
    link_arrived([other])
    assert persons(ours, other) == 1
    with_case(ours)
    source("C1", numbers=(("pncid", "00/223R"),))
    link_arrived([other])
    assert persons(ours, other) == 1
    assert ReviewCase.objects.get().rule == "two valid and different PNCIDs"


def test_the_pages_show_what_waits_and_who_may_confirm_it(linked):
    case = ask_about(*linked)
    one, other = signed_on_client("crime-registrar"), signed_on_client("inspector")
    one.get(f"/data-quality/{case.pk}/")
    answer = one.post(f"/data-quality/{case.pk}/decide/", {"verdict": "different", **WHY}, follow=True)
    assert "Proposed, not done yet" in answer.content.decode()
    made = Proposal.objects.get()
    page = reverse("nominals:proposal", args=[made.pk])
    assert "another person has to confirm it" in one.get(page).content.decode()
    assert "Confirm: part them" not in one.get(page).content.decode()
    text = other.get("/data-quality/").content.decode()
    assert "Waits for a second person" in text
    assert page in text
    text = other.get(page).content.decode()
    assert "Seen both." in text
    assert f"crime {Event.objects.get().number} is under investigation" in text
    assert "Chidy Okafor" in text
    assert other.post(f"{page}answer/", {"answer": "decline"}).status_code == 422
    done = other.post(f"{page}answer/", {"answer": "agree"}, follow=True).content.decode()
    assert "Confirmed and done" in done
    assert persons(*linked) == 2
    assert signed_on_client("officer").get(page).status_code == 403


def test_of_a_closed_person_no_proposal_is_shown(first, linked):
    made = propose(lambda: decide(first, *linked, "different", **WHY))
    hide(linked[0])
    desk = signed_on_client("crime-registrar")
    assert "Waits for a second person" not in desk.get("/data-quality/").content.decode()
    assert desk.get(reverse("nominals:proposal", args=[made.pk])).status_code == 404
    assert listed(desk) == []


def listed(client):
    answer = client.get("/api/v1/nominals/proposals")
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_programs_are_told_what_waits_and_whether_they_may_answer_it(linked, first):
    made = propose(lambda: decide(first, *linked, "different", **WHY))
    by, other = signed_on_client("crime-registrar"), signed_on_client("inspector")
    [told] = listed(other)
    assert told["id"] == str(made.pk)
    assert (told["deed"], told["verdict"], told["reason"]) == ("decide", "different", "Seen both.")
    assert (told["by"], told["mine"]) == (str(User.objects.get(pk=first.author.user)), False)
    assert {(one["system"], one["key"]) for one in told["records"]} == set(linked)
    assert told["nominals"] == [linked[0][1]]
    assert told["matters"] == [f"crime {Event.objects.get().number} is under investigation"]
    assert signed_on_client("officer").get("/api/v1/nominals/proposals").status_code == 403
    assert Entry.objects.filter(kind="search:run", user_id=other.user.pk).count() == 1
    seen = other.get(f"/api/v1/nominals/{told['nominals'][0]}").json()["seen"]
    answer = {"proposal": told["id"], "agree": True, "seen": [seen]}
    assert other.post("/api/v1/actions/answer-proposal", answer, "application/json").status_code == 200
    assert listed(other) == listed(by) == []


def test_programs_are_told_what_would_be_detached_or_undone_and_that_it_is_their_own(linked):
    by = signed_on_client("crime-registrar")
    caller, operation = caller_for(by.user, "test"), Decision.objects.get().operation
    propose(lambda: detach_record(caller, linked[1], reason="Another man."))
    [told] = listed(by)
    assert (told["deed"], told["mine"]) == ("detach", True)
    assert told["record"] == {"system": "custody", "key": "C1"}
    answer_proposal(caller, Proposal.objects.get().pk, False)
    propose(lambda: undo_decision(caller, operation, reason="Another man."))
    [told] = listed(by)
    assert (told["deed"], told["operation"], told["record"]) == ("undo", str(operation), None)


def test_what_may_not_be_seen_takes_no_place_among_what_waits(linked, first):
    propose(lambda: decide(first, *linked, "different", **WHY))
    hide(linked[0])
    others = person("Novak", "Petra", "1971-02-03"), source("C2", "Novak", "Petra", "1971-02-03")
    decide(first, *others, "same")
    with_case(others[0])
    with pytest.raises(ProposedError):
        decide(first, *others, "different", **WHY)
    [found] = proposals_waiting(first, most=1)
    assert set(found.proposal.identities) == set(others)
