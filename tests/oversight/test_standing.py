"""The status of a recommendation is computed, and cannot be talked into anything."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from callers import caller_with, user_with
from daybook.oversight.actions.add_evidence import add_evidence
from daybook.oversight.actions.follow import close_recommendation, lift_override, override_status, revise_due
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.audience import FORCE
from daybook.oversight.measures.registry import Reading
from daybook.oversight.models import EvidenceFile, Recommendation
from daybook.oversight.queries import followed
from daybook.oversight.standing import Facts, Stage, computed
from oversight_made import a_done_one, a_line, a_recommendation, caller_of_user, day, keeper

pytestmark = pytest.mark.django_db


def stage_of(number="T-1"):
    return followed(FORCE, number)[0].standing


def facts(**changed):
    given = {"accepted": "full", "due": day(100), "evidence": 0, "heard_on": day(-3), "closed": False}
    return Facts(**(given | changed))


READ, UNREAD = Reading(80.0, timezone.now()), Reading(None, timezone.now(), "Nothing reads it.")


@pytest.mark.parametrize(
    ("changed", "stage"),
    [
        ({}, Stage.ON_TRACK),
        ({"due": day(-1)}, Stage.OVERDUE),
        ({"due": day(0)}, Stage.AT_RISK),
        ({"due": day(30)}, Stage.AT_RISK),
        ({"due": day(31)}, Stage.ON_TRACK),
        ({"due": None}, Stage.AT_RISK),
        ({"heard_on": day(-90)}, Stage.ON_TRACK),
        ({"heard_on": day(-91)}, Stage.AT_RISK),
        ({"heard_on": None}, Stage.AT_RISK),
        ({"accepted": ""}, Stage.NOT_ANSWERED),
        ({"accepted": "", "due": day(-1)}, Stage.OVERDUE),
        ({"accepted": "no", "due": day(-1)}, Stage.NOT_ACCEPTED),
        ({"evidence": 1}, Stage.READY),
        ({"evidence": 1, "due": day(-50)}, Stage.READY),
        ({"evidence": 1, "reading": READ, "aim": "at-least", "aim_value": 80.0}, Stage.READY),
        ({"evidence": 1, "reading": READ, "aim": "at-least", "aim_value": 81.0}, Stage.ON_TRACK),
        ({"evidence": 1, "reading": READ, "aim": "at-most", "aim_value": 80.0}, Stage.READY),
        ({"evidence": 0, "reading": READ, "aim": "at-least", "aim_value": 10.0}, Stage.ON_TRACK),
        ({"evidence": 1, "reading": UNREAD, "aim": "at-most", "aim_value": 1.0}, Stage.ON_TRACK),
        ({"closed": True, "due": day(-1)}, Stage.CLOSED),
    ],
)  # fmt: skip
def test_date_evidence_and_measure_make_the_status(changed, stage):
    found, why = computed(facts(**changed), timezone.localdate())
    assert found == stage
    assert why


def test_ninety_days_of_silence_turn_it_amber_and_a_word_turns_it_back():
    a_recommendation()
    post_update(keeper(), "A word", "Long ago.", day(-91), "T-1")
    assert stage_of().stage == Stage.AT_RISK
    assert "Nothing was heard of it for 90 days." in stage_of().why
    post_update(keeper(), "A word", "Today.", day(0), "T-1")
    assert stage_of().stage == Stage.ON_TRACK


def test_a_word_cannot_be_dated_ahead_to_look_alive():
    a_recommendation()
    with pytest.raises(ValidationError, match="still to come"):
        post_update(keeper(), "A word", "Soon.", day(1), "T-1")


def test_without_evidence_it_is_neither_done_nor_closed():
    a_recommendation()
    with pytest.raises(ValidationError, match="cannot be closed yet"):
        close_recommendation(caller_with("overseer"), "T-1", "I was told so.")
    with pytest.raises(ValidationError, match="Done and closed come of evidence alone"):
        override_status(caller_with("superintendent"), "T-1", "ready", "It is done.")


def test_a_live_measure_that_says_otherwise_keeps_it_open():
    a_line(funding="")
    a_done_one(measure="budget-with-funding", aim="at-least", aim_value="100")
    with pytest.raises(
        ValidationError, match=r"cannot be closed yet.*Measured now: 0%; it should be at least 100%"
    ):
        close_recommendation(caller_with("overseer"), "T-1", "I read it.")
    a_line(funding="Reserves")
    assert stage_of().stage == Stage.READY


def test_its_owner_cannot_close_it_and_somebody_else_can():
    owner = user_with("estate-manager", "overseer", "auditor")
    a_done_one(owner=owner)
    with pytest.raises(ValidationError, match="You are its owner"):
        close_recommendation(caller_of_user(owner), "T-1", "Done.")
    with pytest.raises(PermissionDenied):
        close_recommendation(keeper(), "T-1", "Done.")
    close_recommendation(caller_with("overseer"), "T-1", "I counted again.")
    assert stage_of().stage == Stage.CLOSED
    with pytest.raises(ValidationError, match="is closed"):
        add_evidence(keeper(), "T-1", "link", "More", link="https://example.org")


def test_a_revised_date_stands_beside_the_first_and_the_owner_cannot_approve_it():
    owner = user_with("estate-manager", "superintendent")
    a_recommendation(owner=owner, due=-10)
    assert stage_of().stage == Stage.OVERDUE
    with pytest.raises(ValidationError, match="Somebody else must approve"):
        revise_due(caller_of_user(owner), "T-1", day(50), "Late.")
    una = caller_with("superintendent", first_name="Una", last_name="Yew")
    revise_due(una, "T-1", day(50), "The supplier is late.")
    [found] = followed(FORCE, "T-1")
    assert found.values["due_original"] == day(-10)
    assert found.due == day(50)
    assert found.revisions[0]["approver"] == "Una Yew"
    with pytest.raises(ValidationError, match="first date stays"):
        keep_row(keeper(), "recommendations", {"number": "T-1", "due_original": day(80).isoformat()})


def test_an_override_is_shown_beside_what_is_computed_and_lapses():
    a_recommendation(due=-10)
    override_status(caller_with("superintendent"), "T-1", "at-risk", "The owner is away.")
    assert (stage_of().stage, stage_of().computed, stage_of().overridden) == (
        Stage.AT_RISK,
        Stage.OVERDUE,
        True,
    )
    row = Recommendation.objects.get(number="T-1")
    with pytest.raises(ValidationError, match="Say why"):
        override_status(caller_with("superintendent"), "T-1", "on-track", "  ")
    # Two days over: between summer and winter time, 91 days may be 90 dates.
    old = timezone.now() - timedelta(days=92)
    from daybook.book import writing

    row.override_at = old
    with writing("recommendation:overridden", keeper().author, row) as page:
        page.save(row)
    assert (stage_of().stage, stage_of().overridden) == (Stage.OVERDUE, False)
    lift_override(caller_with("superintendent"), "T-1")
    with pytest.raises(ValidationError, match="computed already"):
        lift_override(caller_with("superintendent"), "T-1")


def test_what_is_accepted_needs_an_owner_and_what_is_not_a_reason():
    values = {"number": "T-2", "source": "A committee", "text": "Count.", "text_is": "verbatim"}
    for more, field in (
        ({"accepted": "full"}, "owner"),
        ({"accepted": "part"}, "accepted_reason"),
        ({"accepted": "no"}, "accepted_reason"),
        ({"owner_user": "NOBODY"}, "owner_user"),
        ({"aim": "at-least"}, "aim_value"),
        ({"aim": "at-least", "aim_value": "3"}, "measure"),
        ({"measure": "wishes"}, "measure"),
        ({"due_original": "31/2/2026"}, "due_original"),
    ):
        with pytest.raises(ValidationError) as caught:
            keep_row(keeper(), "recommendations", values | more)
        assert field in caught.value.message_dict, more


def test_evidence_is_an_address_a_document_or_what_the_house_measures_itself():
    a_recommendation(measure="updates")
    made = add_evidence(keeper(), "T-1", "metric", "")
    assert (made.title, made.value) == ("What its measure read", 0)
    made = add_evidence(keeper(), "T-1", "document", "", filename="a.pdf", content=b"Hello")
    assert bytes(EvidenceFile.objects.get(pk=made.digest).content) == b"Hello"
    for kind, given, sentence in (
        ("link", {"link": "javascript:alert(1)"}, "whole address"),
        ("document", {}, "Choose the document"),
        ("document", {"content": b"x" * 5_000_001}, "at most 5 MB"),
        ("hearsay", {}, "a link, a document or a metric"),
        ("link", {"link": "https://example.org"}, "what it shows"),
    ):
        with pytest.raises(ValidationError, match=sentence):
            add_evidence(keeper(), "T-1", kind, "", **given)
    a_recommendation("T-2", measure="social-media-policy")
    with pytest.raises(ValidationError, match="Daybook holds no social-media policy yet"):
        add_evidence(keeper(), "T-2", "metric", "")
