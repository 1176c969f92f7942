"""Force, people at risk, outcomes, warrants and the notebook: what each may not say, and what becomes of it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from callers import caller_with, signed_on_client
from daybook.records.actions.amend_report import amend_report
from daybook.records.forms.check import check
from daybook.records.models import Person
from daybook.records.reading_reports import people_in, typed_of_event
from daybook.records.reports import type_of
from report_samples import ADA, CHILD, ago, changed_to, recorded, refusals

pytestmark = pytest.mark.django_db
TACTIC = {"tactic": "baton", "effective": "no"}


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def day(days):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("slug", "changed", "sentence"),
    [
        ("use-of-force", {"tactics": []}, "tactics: Add the first tactic."),
        ("use-of-force", {"tactics": [TACTIC | {"tactic": "sword"}]}, "is not in the list"),
        ("use-of-force", {"subject_injury": "minor"}, "Describe the person's injury."),
        ("use-of-force", {"officer_injury": "minor"}, "Describe your injury."),
        (
            "use-of-force",
            {"subject_injury": "serious", "subject_injury_words": "Broken wrist"},
            "A serious injury needs medical aid.",
        ),
        ("use-of-force", {"medical_aid": "not-given"}, "no-aid@medical_aid"),
        ("use-of-force", {"tactics": [TACTIC]}, "none-worked@tactics"),
        ("vulnerable", {"concerns": []}, "Choose at least one concern."),
        ("vulnerable", {"risk": "high", "consent": "no"}, "Say what outweighs it."),
        ("vulnerable", {"child_or_adult": "adult"}, "By the birth date this person is"),
        ("missing", {"risk": "great"}, "is not in the list"),
        ("missing", {"person": []}, "person: Add the person."),
        ("disposal", {"admitted": "no"}, "only to somebody who admits the offence"),
        ("disposal", {"agreed": ""}, "Write what was agreed"),
        ("disposal", {"victims": [CHILD]}, "Write what the victim says to it"),
        ("disposal", {"offender": [CHILD]}, "Name the appropriate adult"),
        ("disposal", {"offender": [CHILD], "disposal": "penalty-notice"}, "This is for adults"),
        ("disposal", {"disposal": "youth-caution"}, "This is for people under 18"),
        ("disposal", {"disposal": "penalty-notice"}, "no-notice@notice_number"),
        ("warrant", {"named": []}, "Add the person whom the warrant names."),
        ("warrant", {"expires_on": "2020-01-01"}, "The last day is before the day of issue."),
        ("notebook", {"written": "later"}, "Say why the entry was written only later."),
        ("notebook", {"happened_at": ago(days=2)}, "not-at-the-time@written"),
    ],
)
def test_what_cannot_be_so_or_is_doubted_is_said(slug, changed, sentence):
    assert sentence in refusals(slug, **changed)


def test_a_warrant_to_search_names_nobody():
    recorded("warrant", named=[], kind_of_warrant="search", bail="none")
    assert not Person.objects.exists()


def test_a_child_under_ten_gets_no_disposal():
    young = CHILD | {"date_of_birth": day(-365 * 8)}
    assert "under ten" in refusals("disposal", offender=[young], disposal="youth-caution")


@pytest.mark.parametrize(("at", "is_adult"), [("22:59", False), ("23:01", True)])
def test_who_is_eighteen_is_told_by_the_day_in_london_also_in_summer(at, is_adult):
    born = CHILD | {"date_of_birth": "2008-07-01"}
    told = refusals(
        "disposal", happened_at=f"2026-06-30T{at}:00+00:00", offender=[born], disposal="youth-caution"
    )
    assert ("the person is an adult" in told) is is_adult


def test_tactics_stand_in_their_order():
    page = text(signed_on_client("officer").get(f"/events/{recorded('use-of-force').pk}/"))
    assert page.index("Tactic: Unarmed skills") < page.index("Tactic: Handcuffs, not compliant")


def test_a_vulnerable_person_is_referred_with_consent_or_a_reason():
    event = recorded("vulnerable", consent="no")
    sent = {"at": ago(minutes=5), "authority": "An invented council, children's team"}
    with pytest.raises(ValueError, match="say why the referral is made without it"):
        changed_to(event, "refer", **sent)
    event = recorded("vulnerable", consent="no", override_reason="The child is not fed.")
    with pytest.raises(ValueError, match="cannot be older than what it is about"):
        changed_to(event, "refer", **(sent | {"at": ago(days=9)}))
    event = changed_to(event, "refer", **sent)
    event = changed_to(event, "refer", **(sent | {"authority": "The school"}))
    assert changed_to(event, "close").status == "closed"


def test_one_entered_in_error_is_taken_back():
    event = changed_to(recorded("vulnerable"), "error")
    assert people_in(event) == []


def test_a_missing_person_is_assessed_found_and_talked_with():
    event = changed_to(recorded("missing"), "assess", reason="Seen on a train", risk="medium")
    with pytest.raises(ValueError, match="before they were last seen"):
        changed_to(event, "find", at=ago(days=30), where="Station", condition="well", found_by="PC 1")
    with pytest.raises(ValueError, match="Say what harm"):
        changed_to(event, "find", at=ago(hours=2), where="Station", condition="harmed", found_by="PC 1")
    event = changed_to(event, "find", at=ago(hours=2), where="Station", condition="well", found_by="PC 1")
    talk = {"by": "PC 4412", "said": "With an aunt.", "independent": "yes"}
    with pytest.raises(ValueError, match="before the person was found"):
        changed_to(event, "talk", at=ago(hours=9), **talk)
    assert changed_to(event, "talk", at=ago(hours=1), **talk).status == "closed"


def test_a_warrant_is_tried_as_often_as_it_takes_and_not_after_its_last_day():
    event = recorded("warrant", happened_at=ago(days=20), expires_on=day(-2))
    attempt = {"at": ago(days=3), "where": "1 Mill Lane", "result": "no-reply"}
    with pytest.raises(ValueError, match="is not possible while this is: issued"):
        changed_to(event, "attempt", **attempt)
    event = changed_to(event, "allocate", to="PC 4412")
    event = changed_to(event, "attempt", **attempt)
    event = changed_to(event, "attempt", **attempt)
    assert event.status == "attempted"
    with pytest.raises(ValueError, match="The warrant ran out on"):
        changed_to(event, "execute", at=ago(minutes=5), where="Here", result="Arrested")
    with pytest.raises(ValueError, match="before the warrant was issued"):
        changed_to(event, "attempt", **(attempt | {"at": ago(days=40)}))
    assert changed_to(event, "expire").status == "expired"


def test_a_warrant_that_has_not_run_out_does_not_expire():
    with pytest.raises(ValueError, match="has not run out"):
        changed_to(recorded("warrant", expires_on=day(5)), "expire")


def test_a_disposal_that_was_wrong_is_taken_off_the_person():
    assert people_in(changed_to(recorded("disposal"), "rescind")) == []


def test_an_amended_notebook_entry_shows_what_stood_there_first():
    caller = caller_with("officer")
    event = recorded("notebook", caller)
    typed = typed_of_event(event) | {"text": "At 14:05 I saw the shutter half open."}
    amend_report(caller, event, check(type_of("notebook"), typed).report, reason="By the radio log")
    page = text(signed_on_client("officer").get(f"/events/{event.pk}/"))
    assert "As it was written before" in page
    assert "At 14:02 I saw" in page
    assert "At 14:05 I saw" in page
    assert ADA["family_name"] in page


@pytest.mark.parametrize("slug", ["find", "nothing"])
def test_the_page_of_a_change_is_there_for_those_that_the_type_has(slug):
    event = recorded("missing")
    answer = signed_on_client("officer").get(f"/events/{event.pk}/change/{slug}/")
    assert answer.status_code == (200 if slug == "find" else 404)


def test_a_change_that_asks_only_a_reason_takes_no_answers():
    event = recorded("arrest")
    body = {"reason": "Released", "answers": {"at": "now"}}
    answer = signed_on_client("officer").post(
        f"/api/v1/events/{event.pk}/changes/de-arrest", body, "application/json"
    )
    assert answer.status_code == 422
    assert "This change asks only for its reason" in answer.content.decode()
