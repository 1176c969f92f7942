"""A record of ours changed there: the switch says whose value stands, and nothing goes round in circles."""

import pytest

from callers import caller_with
from daybook.legacy.models import Delivery, Position
from daybook.records.actions.amend_report import amend_report
from daybook.records.actions.correct_person import correct_person
from daybook.records.forms.check import check
from daybook.records.models import Event, Person
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import type_of
from old_systems import kinds
from switches_made import stands

pytestmark = pytest.mark.django_db


def at(there, position):
    stands(position, system=there.system.name, function="arrest")


def told(there, event, surname, **more):
    """Somebody types another name into the record that Daybook told."""
    there.typed(there.held(event.number).reference, surname, **more)


@pytest.fixture(params=[None, Position.OLD_WINS])
def theirs_stands(request, there):
    if request.param:
        at(there, request.param)
    return there


def test_a_name_changed_there_becomes_ours_and_the_former_one_stays_to_be_seen(theirs_stands):
    there = theirs_stands
    [event] = there.arrested("Alder")
    there.read()
    told(there, event, "Elder")
    there.read()
    person = Person.objects.get()
    assert person.family_name == "Elder"
    words = person.assertions.filter(field="family_name").order_by("asserted_at")
    assert [(one.value, one.source, one.superseded) for one in words] == [
        ("Alder", "daybook", True),
        ("Elder", there.system.name, False),
    ]
    assert kinds().count("person:corrected") == 1
    assert {name.family_name for name in person.names.all()} == {"Alder", "Elder"}


def test_while_it_is_master_alone_what_is_changed_there_becomes_ours_though_nobody_here_may_amend(there):
    [event] = there.arrested("Alder")
    there.read()
    at(there, Position.OLD_IS_MASTER)
    told(there, event, "Elder")
    there.read()
    assert Person.objects.get().family_name == "Elder"


def test_it_is_not_sent_back_and_both_sides_are_alike(theirs_stands):
    there = theirs_stands
    [event] = there.arrested("Alder")
    there.read()
    told(there, event, "Elder")
    there.read()
    there.deliver()
    assert Delivery.objects.filter(system=there.system.name).count() == 1
    for _ in range(3):
        there.swept()
    assert kinds().count("person:corrected") == 1
    run = there.compared()
    assert (run.alike, run.differences_open) == (1, 0), run.problem
    assert there.state.differing == 0


def test_where_ours_wins_the_difference_stands_and_can_be_put_right_there(there):
    at(there, Position.OURS_WINS)
    [event] = there.arrested("Alder")
    there.read()
    told(there, event, "Elder")
    there.read()
    assert Person.objects.get().family_name == "Alder"
    assert there.state.differing == 1
    run = there.compared()
    assert run.differs == 1


def test_turned_back_what_stood_apart_is_taken(there):
    at(there, Position.OURS_WINS)
    [event] = there.arrested("Alder")
    there.read()
    told(there, event, "Elder")
    there.read()
    stands(Position.OLD_WINS, system=there.system.name, function="arrest", days_ago=0)
    there.swept()
    assert Person.objects.get().family_name == "Elder"
    assert there.state.differing == 0


def test_where_only_ours_counts_nothing_is_read(web):
    at(web, Position.OURS_ONLY)
    web.typed("X-1", "Alder")
    assert not web.reader.is_open()
    web.read()
    assert web.sources() == []


def test_of_a_function_that_is_ours_only_nothing_is_read_but_of_the_others(table):
    at(table, Position.OURS_ONLY)
    table.typed("X-1", "Alder")
    table.typed("X-2", "Beech", content={"NOTICE_KIND": "VULNERABLE"})
    table.swept()
    assert [key for key, _, _ in table.sources()] == ["X-2"]


def test_an_officers_correction_is_told_there_and_is_no_change_of_theirs(there):
    there.arrested("Alder")
    there.read()
    correct_person(caller_with("sergeant"), Person.objects.get(), {"family_name": "Oak"}, reason="Passport")
    there.read()
    there.deliver()
    there.swept()
    assert Person.objects.get().family_name == "Oak"
    assert kinds().count("person:corrected") == 1
    assert there.state.differing == 0


def test_changed_here_and_there_at_once_the_old_system_wins_field_by_field(web):
    [event] = web.arrested("Alder")
    web.read()
    told(web, event, "Elder")
    sergeant = caller_with("sergeant")
    correct_person(sergeant, Person.objects.get(), {"occupation": "Baker"}, reason="Said so")
    web.read()
    web.deliver()
    web.swept()
    person = Person.objects.get()
    assert (person.family_name, person.occupation) == ("Elder", "Baker")
    held = web.held(event.number).content
    assert (held["suspect.surname"], held["suspect.occupation"]) == ("Elder", "Baker")
    assert web.state.differing == 0


def test_the_grounds_changed_there_amend_the_report(web):
    [event] = web.arrested("Alder")
    web.read()
    reference = web.held(event.number).reference
    web.joined.typed(reference, **{"incident.incidentDescription": "Seen to run from the shop."})
    web.read()
    now = Event.objects.get()
    assert now.details["grounds"] == "Seen to run from the shop."
    assert now.happened_from == event.happened_from
    assert kinds().count("arrest:amended") == 1
    web.deliver()
    assert Delivery.objects.count() == 1
    assert web.compared().differences_open == 0


def test_what_breaks_a_rule_of_the_report_is_not_taken_and_stands_in_the_comparison(web):
    [event] = web.arrested("Alder")
    web.read()
    web.joined.typed(web.held(event.number).reference, **{"incident.arrestNecessity": ""})
    web.read()
    assert Event.objects.get().details["necessity"]
    assert web.state.differing == 1
    assert web.compared().differs == 1


def test_a_record_that_names_somebody_else_now_does_not_rename_our_person(web):
    [event] = web.arrested("Alder")
    web.read()
    other = {"suspect.givenName.0": "Boris", "suspect.dateOfBirth": "1950-05-05"}
    told(web, event, "Zebedee")
    web.joined.typed(web.held(event.number).reference, **other, **{"suspect.surname": "Zebedee"})
    web.read()
    assert Person.objects.get().family_name == "Alder"
    assert web.state.differing == 1


def test_what_was_confirmed_since_it_was_asked_for_is_looked_at_again(web, monkeypatch):
    """A page read before our amendment arrived says what stood there before: it must not undo the amendment."""
    from daybook.legacy.read_in.taking import take

    web.arrested("Alder")
    old, asked = web.system.follow.step("").helds, web.clock.now()
    correct_person(caller_with("sergeant"), Person.objects.get(), {"family_name": "Oak"}, reason="Passport")
    web.deliver()
    take(web.system, old, asked, web.clock.now())
    assert Person.objects.get().family_name == "Oak"
    web.swept()
    assert Person.objects.get().family_name == "Oak"
    assert kinds().count("person:corrected") == 1


def test_an_amendment_by_a_person_goes_there_as_before(web):
    [event] = web.arrested("Alder")
    typed = typed_of_event(event) | {"grounds": "He was seen."}
    report = check(type_of("arrest"), typed).report
    amend_report(caller_with("sergeant"), Event.objects.get(), report, reason="Seen again")
    web.deliver()
    assert web.held(event.number).content["incident.incidentDescription"] == "He was seen."


def test_a_name_that_their_form_cuts_is_not_cut_here(web):
    long = "Featherstonehaugh-Cholmondeley-Smythe"
    [event] = web.arrested(long)
    web.read()
    assert len(web.held(event.number).content["suspect.surname"]) == 35
    told(web, event, "Featherstonehaugh")
    web.read()
    assert Person.objects.get().family_name == long
    assert web.state.differing == 1
