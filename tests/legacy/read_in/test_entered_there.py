"""Old is master: the form here is locked, who opens it is told where to enter it, and what is entered there comes."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from callers import caller_with, signed_on_client
from custody_made import arrest_of, opened, write
from daybook.access.models import User
from daybook.book.models import Entry
from daybook.custody.findings import NotWrittenError
from daybook.legacy import registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.models import Difference, FunctionCount, Position, Reading
from daybook.legacy.switch.standing import standings
from daybook.records import drafts
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.change_report import change_report
from daybook.records.actions.record_report import record_report
from daybook.records.entering import EnteredElsewhereError
from daybook.records.forms.check import check
from daybook.records.models import Draft, Event, Person
from daybook.records.people import PersonData
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of
from daybook.records.reports.arrest import Arrest
from helpers import arrest
from old_systems import Target
from switches_made import readable, stands, was_read
from typed_forms import POSTED

pytestmark = pytest.mark.django_db


def locked(there, report="arrest"):
    stands(Position.OLD_IS_MASTER, system=there.system.name, function=report, days_ago=1)


def turned(there, to, reason="Agreed with the users"):
    return turn_switch(caller_with("estate-manager"), there.system.name, "arrest", to, reason)


def standing(there):
    return next(each for each in standings(there.system) if each.function == "arrest")


def submitted(client, draft, **more):
    address = f"{reverse('records:new-report', args=['arrest'])}?draft={draft}"
    return client.post(address, {**POSTED, "do": "submit", **more})


def test_who_opens_the_form_is_told_where_it_is_entered_and_sees_what_came_from_there(web):
    web.typed("C-1")
    web.read()
    locked(web)
    client = signed_on_client("officer")
    answer = client.get(f"{reverse('records:new-report', args=['arrest'])}?draft={uuid4()}")
    text = answer.content.decode()
    assert f"{web.system.title} is master of every arrest." in text
    assert "ELDER" in text
    assert f"{web.system.title} C-1" in text
    assert '<form method="post" id="report"' not in text
    look = Entry.objects.filter(kind="search:run", user_id=client.user.pk).last()
    assert json.loads(look.value.change)["system"] == web.system.name
    assert f"Entered in {web.system.title}" in client.get(reverse("records:reports")).content.decode()


def test_what_was_typed_before_it_was_locked_is_kept_and_submitted_once_it_is_open_again(web):
    client, draft = signed_on_client("officer"), uuid4()
    web.read()
    locked(web)
    answer = submitted(client, draft)
    text = answer.content.decode()
    assert answer.status_code == 409
    assert Event.objects.count() == 0
    assert "Nothing that was typed is lost" in text
    assert "Quill" in text
    assert 'value="submit">Submit' not in text
    again = client.get(f"{reverse('records:new-report', args=['arrest'])}?draft={draft}").content.decode()
    assert "Quill" in again
    assert f"{web.system.title} is master of every arrest." in again
    assert Draft.objects.filter(pk=draft).exists()
    stands(Position.OLD_WINS, system=web.system.name, function="arrest", days_ago=0)
    assert submitted(client, draft).status_code == 302
    assert Event.objects.count() == 1
    assert drafts.typed_in(User.objects.get(pk=client.user.pk), draft) is None


def test_by_api_it_is_refused_with_the_same_sentence_and_a_submission_of_before_is_answered_as_before(web):
    client, key = signed_on_client("officer"), str(uuid4())

    def post(name):
        return client.post(
            "/api/v1/reports/arrest",
            json.dumps({"report": arrest()}),
            content_type="application/json",
            headers={"Idempotency-Key": name},
        )

    made = post(key)
    assert made.status_code == 201, made.content
    locked(web)
    assert post(key).json() == made.json()
    refused = post(str(uuid4()))
    assert refused.status_code == 409
    assert f"{web.system.title} is master of every arrest" in refused.json()["detail"]
    assert Event.objects.count() == 1


def test_nothing_that_alters_a_report_is_taken_and_its_page_says_so(web):
    [event] = web.arrested("Alder")
    locked(web)
    officer = caller_with("officer", "sergeant")
    report = check(type_of("arrest"), typed_of_event(event)).report
    with pytest.raises(EnteredElsewhereError, match="entered and amended there, not in Daybook"):
        amend_report(officer, event, report, reason="A slip")
    with pytest.raises(EnteredElsewhereError):
        change_report(officer, event, "de-arrest", reason="No longer needed")
    client = signed_on_client("officer", "sergeant")
    text = client.get(reverse("records:event", args=[event.pk])).content.decode()
    assert f"{web.system.title} is master of every arrest" in text
    assert ">Amend</a>" not in text
    for name, more in (("records:amend", []), ("records:change", ["de-arrest"])):
        text = client.get(reverse(name, args=[event.pk, *more])).content.decode()
        assert f"{web.system.title} is master of every arrest." in text
        assert "<textarea" not in text
    event.refresh_from_db()
    assert event.version == 1


def test_an_amendment_typed_before_it_was_locked_stays_on_the_page(web):
    [event] = web.arrested("Alder")
    client = signed_on_client("officer", "sergeant")
    locked(web)
    person = {"people_arrested.0.person_id": str(Person.objects.get().pk)}
    typed = {**POSTED, **person, "version": "1", "why": "A slip of the pen", "do": "submit"}
    answer = client.post(reverse("records:amend", args=[event.pk]), typed)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "A slip of the pen" in text
    assert "is master of every arrest" in text


def test_what_another_system_says_stands_beside_while_one_is_master(web):
    [event] = web.arrested("Alder")
    web.read()
    readable(Target(), "arrest")
    stands(Position.OLD_IS_MASTER, function="arrest", days_ago=1)
    web.typed(web.held(event.number).reference, "Elder")
    web.read()
    assert web.state.differing == 1
    event.refresh_from_db()
    assert event.version == 1


def test_only_what_can_be_read_can_be_the_one_place_of_entry():
    readable(Target(), "sighting", wants=frozenset({"sighting", "arrest"}))
    head = caller_with("estate-manager")
    with pytest.raises(CannotDo, match=r"cannot be the only place of entry \(arrest\): none is read in"):
        turn_switch(head, "ledger", "arrest", "old-is-master", "Agreed")
    with pytest.raises(CannotDo, match=r"was not read to its end yet.*read-in ledger --once"):
        turn_switch(head, "ledger", "sighting", "old-is-master", "Agreed")
    was_read()
    turn_switch(head, "ledger", "sighting", "old-is-master", "Agreed")
    registry.register(registry.find("ledger").__class__(**_other()))
    was_read("abacus")
    with pytest.raises(CannotDo, match="Ledger is master of every sighting already"):
        turn_switch(head, "abacus", "sighting", "old-is-master", "Agreed")


def _other():
    system = registry.find("ledger")
    return {name: getattr(system, name) for name in system.__dataclass_fields__} | {"name": "abacus"}


def test_the_head_of_it_sees_what_a_switch_will_lock_before_it_is_set(web):
    readable(Target(), "arrest")
    web.read()
    head = signed_on_client("estate-manager")
    text = head.get(reverse("legacy:switch", args=[web.system.name])).content.decode()
    assert "“Old is master” would lock here: Arrest, De-arrest" in text
    assert "nobody tells: Ledger" in text
    assert "Back to “Old is master”" in text
    other = head.get(reverse("legacy:switch", args=["ledger"])).content.decode()
    assert "“Old is master” is not possible." in other
    assert "Back to “Old is master”" not in other
    turned(web, "old-is-master")
    text = head.get(reverse("legacy:switch", args=[web.system.name])).content.decode()
    assert "Locked here now: Arrest" in text
    [row] = head.get(f"/api/v1/old-systems/{web.system.name}/switches").json()
    assert (row["position"], row["locked"]) == ("old-is-master", True)


def test_what_is_entered_there_and_read_in_makes_a_day_clean_and_what_is_not_read_in_does_not(web):
    web.arrested("Alder")
    web.typed("C-1")
    web.swept()
    locked(web)
    run = web.compared()
    assert (run.state, run.alike, run.differences_open) == ("done", 2, 0), run.problem
    counted = FunctionCount.objects.get(run=run, function="arrest")
    assert (counted.compared, counted.unsettled) == (2, 0)
    assert standing(web).clean.clean == 1
    web.typed("C-2")
    assert web.compared().on_the_way == 1
    Reading.objects.update(read_at=None)
    run = web.compared()
    assert run.only_there == 1
    assert Difference.objects.get(kind="only-there").reference == "C-2"


def test_it_is_opened_again_after_clean_days_or_at_once_where_nothing_comes_from_there(web):
    web.read()
    locked(web)
    with pytest.raises(CannotDo, match="0 of 14 clean days"):
        turned(web, "old-wins")
    Reading.objects.all().delete()
    was_read(web.system.name, hours=5)
    assert standing(web).at_once == f"{web.system.title} was not read to its end for 5 hours."
    turned(web, "old-wins", "It is broken, and arrests must be entered")
    record_report(caller_with("officer"), Arrest.model_validate(arrest()), submission=uuid4())


def test_a_system_that_is_joined_no_more_locks_nothing(web):
    locked(web)
    registry.forget(web.system.name)
    record_report(caller_with("officer"), Arrest.model_validate(arrest()), submission=uuid4())
    assert Event.objects.count() == 1


def test_custody_records_are_opened_there_and_one_that_is_open_here_is_kept_here(db):
    readable(Target(), "custody-opened")
    held = opened()
    stands(Position.OLD_IS_MASTER, function="custody-record", days_ago=1)
    write(held, "note", text="Asked for tea.")
    with pytest.raises(NotWrittenError, match="Ledger is master of every custody record"):
        opened(arrest_of(PersonData(family_name="Birch", given_names="Ada")))
