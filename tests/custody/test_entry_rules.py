"""What single kinds refuse and warn of, by the id of the rule."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pydantic import ValidationError

from callers import caller_with
from custody_made import arrest_of, authorised, minutes_ago, opened, write
from custody_samples import samples
from daybook.custody.actions.write_entry import write_entry
from daybook.custody.entries import kind_of
from daybook.custody.findings import NotWrittenError
from daybook.custody.state import detention_of
from daybook.custody.timeline import words_of
from people_made import record

pytestmark = pytest.mark.django_db


def inspector():
    return caller_with("inspector", rank="inspector")


def findings(held, kind, by=None, **said):
    """Rules of hard and soft findings against the sample of a kind, changed in places."""
    entry = kind_of(kind).model_validate({"happened_at": timezone.now(), **samples()[kind], **said})
    try:
        write_entry(by or caller_with("custody-officer", rank="sergeant"), held, entry, submission=uuid4())
    except NotWrittenError as error:
        return [one.rule for one in error.refused], [one.rule for one in error.unanswered]
    return [], []


def child(age=15, **more):
    return opened(arrest_of(record(apparent_age=age), **more))


def test_right_2_legal_advice_is_delayed_by_a_superintendent_only():
    said = {"step": "delayed", "grounds": ["EVIDENCE"], "until": timezone.now() + timedelta(hours=2)}
    assert findings(opened(), "right", inspector(), right="someone-informed", **said)[0] == []
    with pytest.raises(NotWrittenError, match="RIGHT-2"):
        write(opened(), "right", right="legal-advice", by=inspector(), **said)


def test_right_3_no_delay_is_longer_than_36_hours_from_the_relevant_time():
    held = opened(arrest_of(hours=2), minutes=60)
    said = {"right": "someone-informed", "step": "delayed", "grounds": ["ALERT"]}
    late = timezone.now() + timedelta(hours=35, minutes=1)
    assert findings(held, "right", inspector(), until=late, **said)[0] == ["RIGHT-3"]
    assert findings(held, "right", inspector(), until=late - timedelta(minutes=2), **said)[0] == []


def test_strip_1_and_2_sergeant_and_the_right_sex():
    assert findings(opened(), "strip-search", caller_with("detention-officer"))[0] == ["STRIP-1"]
    assert findings(opened(), "strip-search", same_sex=False)[0] == ["STRIP-2"]


def test_aa_1_a_child_is_not_strip_searched_charged_or_interviewed_alone():
    held = child()
    for kind in ("strip-search", "charged", "interview"):
        assert "AA-1" in findings(held, kind)[1]
        assert "AA-1" not in findings(opened(), kind)[1]
    assert "AA-1" not in findings(held, "strip-search", appropriate_adult=True)[1]


def test_an_adult_is_not_asked_for_an_appropriate_adult():
    asked = kind_of("interview").asked
    assert "appropriate_adult" in asked(detention_of(child().pk))
    assert "appropriate_adult" not in asked(detention_of(opened().pk))


def test_drug_1_nobody_under_14_is_tested():
    assert "DRUG-1" in findings(child(13), "drug-test")[0]
    assert findings(child(14), "drug-test")[0] == []


def test_det_2_a_summary_offence_is_no_reason_to_extend():
    unknown = opened(arrest_of(codes=()))
    known = detention_of(unknown.pk)
    assert known.indictable is True
    summary = opened(arrest_of(record(family_name="S")))
    offence = summary.arrest.offences.get()
    from daybook.book import writing
    from helpers import OFFICER

    for code, indictable in (("CJ88001", False),):
        with writing("arrest:amended", OFFICER) as page:
            offence.code = code
            page.save(offence)
        assert detention_of(summary.pk).indictable is indictable
        assert (
            "DET-2" in findings(summary, "extension", caller_with("superintendent", rank="superintendent"))[0]
        )


def test_hospital_stages_follow_each_other():
    held = opened()
    with pytest.raises(NotWrittenError, match="HOSP-1"):
        write(held, "hospital", stage="returned")
    write(held, "hospital", stage="left", happened_at=minutes_ago(5))
    assert detention_of(held.pk).place == "hospital"
    write(held, "hospital", stage="returned")
    assert detention_of(held.pk).place == "custody-desk"


def test_care_7_only_what_was_planned_is_given():
    held = opened()
    assert findings(held, "medication", given=True)[0] == ["CARE-7"]
    due = (timezone.now() + timedelta(hours=1)).isoformat()
    write(held, "medication-plan", by=caller_with("health-professional"), drug="Insulin", due=[due])
    hard, soft = findings(held, "medication", given=True)
    assert (hard, soft) == ([], ["CARE-7"])
    assert findings(held, "medication", given=True, for_due=due) == ([], [])


def test_exercise_says_whether_it_was_taken():
    held = opened()
    with pytest.raises(ValidationError, match="say why not"):
        write(held, "exercise")
    with pytest.raises(ValidationError, match="Minutes go with exercise"):
        write(held, "exercise", reason="Declined", minutes=5)
    write(held, "exercise", reason="Declined")
    write(held, "exercise", taken=True, minutes=20)
    assert [words_of(row) for row in held.entries.filter(kind="exercise")] == [
        "Exercise not taken: Declined.",
        "Exercise taken, 20 minutes.",
    ]


def test_a_plan_of_medicines_holds_each_time_once_and_quotes_what_is_no_time():
    made = kind_of("medication-plan").model_validate(
        {
            "happened_at": timezone.now(),
            "drug": "Insulin",
            "due": "2/12/2026 08:00\n1/12/2026 08:00\n2/12/2026 08:00",
        }
    )
    assert made.line() == "Medication plan. Insulin, due 08:00 on 1 December, 08:00 on 2 December."
    with pytest.raises(ValidationError, match="“soon” is not a time"):
        kind_of("medication-plan").model_validate({"happened_at": timezone.now(), "drug": "x", "due": "soon"})
    with pytest.raises(ValidationError, match="or tick that nothing more is to be given"):
        kind_of("medication-plan").model_validate({"happened_at": timezone.now(), "drug": "x", "due": ""})


def test_chg_1_no_bail_to_court_and_no_remand_before_a_charge():
    held = opened()
    assert "CHG-1" in findings(held, "remand")[0]
    assert "CHG-1" in findings(held, "post-charge-bail")[0]
    assert "CHG-1" in findings(held, "charged", offences=[])[0]


def test_rev_1_a_constable_does_not_review():
    held = opened()
    authorised(held)
    assert "REV-1" in findings(held, "review", caller_with("custody-officer", rank="sergeant"))[0]
    assert findings(held, "review", inspector())[0] == []


def test_seg_2_the_interviewing_officer_does_not_review():
    held, by = opened(), inspector()
    authorised(held)
    write(held, "interview", stage="started", officers=by.user.username, caution=True)
    hard, _ = findings(held, "review", by)
    assert hard == ["SEG-2"]


def test_the_reviewer_named_counts_and_not_the_writer():
    held, by = opened(), inspector()
    authorised(held)
    assert findings(held, "review", reviewer=by.user.username)[0] == []
    assert held.entries.get(kind="review").details["reviewer_rank"] == "inspector"
    with pytest.raises(NotWrittenError, match="no officer with the collar number"):
        write(held, "review", grounds="x", reviewer="NOBODY")


def test_child_2_a_child_does_not_leave_alone():
    held = child()
    assert "CHILD-2" in findings(held, "released")[1]
    assert "CHILD-2" not in findings(held, "released", collected_by="Mother")[1]
