"""Every rule is held by the action itself: refused or warned of with its id and what to do instead."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring

from callers import caller_with, signed_on_client
from custody_made import arrest_of, authorised, minutes_ago, opened, sergeant, suite, write
from daybook.access.caller import Caller
from daybook.book import writing
from daybook.custody.findings import NotWrittenError
from daybook.custody.models import Cell, CustodyRecord
from daybook.custody.state import detention_of
from daybook.records.models import EventOffence
from daybook.records.reports.values import LONDON
from helpers import OFFICER

pytestmark = pytest.mark.django_db
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
LATE_REVIEW = {"REV-2@happened_at": "No inspector in the building"}
GROUNDS = {"grounds": "To obtain evidence by questioning"}
ASKED = {"person_asked": True, "solicitor_asked": True, "adult_asked": True}
MET = {"indictable": True, "necessary": True, "diligent": True, "representations": True, "told": True}


def detained(hours: float, **said: Any) -> CustodyRecord:
    """Arrested so many hours ago for a burglary, detention authorised forty minutes later."""
    held = opened(arrest_of(hours=hours, codes=("TH68023",)), **said)
    authorised(held)
    return held


def inspector() -> Caller:
    return caller_with("inspector", rank="inspector")


def superintendent() -> Caller:
    return caller_with("superintendent", rank="superintendent")


def reviewed(held: CustodyRecord, at: datetime, by: Caller | None = None, **said: Any) -> None:
    write(held, "review", by=by or inspector(), happened_at=at, **GROUNDS, **ASKED, **said)


def refusal(held: CustodyRecord, kind: str, **said: Any) -> list[tuple[str, str]]:
    """Rule and sentence of everything that refuses the entry, of which then nothing is written."""
    before = held.entries.count()
    with pytest.raises(NotWrittenError) as caught:
        write(held, kind, **said)
    assert held.entries.count() == before
    return [(one.rule, one.sentence) for one in caught.value.refused]


def only(found: list[tuple[str, str]]) -> tuple[str, str]:
    assert len(found) == 1, found
    return found[0]


def limit(held: CustodyRecord) -> datetime:
    return detention_of(held.pk).clocks.limits.day


def ready_to_extend() -> CustodyRecord:
    """In custody for 25 hours, reviewed twice."""
    held = detained(25.5)
    for hours in (6, 15):
        reviewed(held, detention_of(held.pk).authorised_at + HOUR * hours)
    return held


def extend(held: CustodyRecord, at: datetime, **said: Any) -> dict[str, Any]:
    given = {"happened_at": at, "until": limit(held) + HOUR * 12, "by": superintendent(), **MET, **GROUNDS}
    return given | said


def test_DET_2_an_extension_one_minute_late_is_refused_and_one_in_time_is_written():
    held = ready_to_extend()
    rule, sentence = only(refusal(held, "extension", **extend(held, limit(held))))
    assert rule == "DET-2"
    assert "Charge or release the person now" in sentence
    assert sentence.endswith("(DET-2)")
    write(held, "extension", **extend(held, limit(held) - MINUTE))
    clocks = detention_of(held.pk).clocks
    assert clocks.due("detention").at == clocks.limits.extended


def test_DET_2_the_rank_is_that_of_the_officer_not_what_is_typed():
    held = ready_to_extend()
    rule, sentence = only(refusal(held, "extension", **extend(held, limit(held) - MINUTE, by=inspector())))
    assert rule == "DET-2"
    assert "superintendent or above" in sentence


@pytest.mark.parametrize("condition", ["indictable", "necessary", "diligent", "representations"])
def test_DET_2_each_condition_is_asked_for(condition):
    held = ready_to_extend()
    rule, sentence = only(
        refusal(held, "extension", **extend(held, limit(held) - MINUTE, **{condition: False}))
    )
    assert rule == "DET-2"
    assert "Charge or release" in sentence


NOT_LISTED, SUMMARY = "OF61021", "CJ88001"
"""Offences: one whose kind of trial the list does not know, and one tried by magistrates only."""


def held_for(*codes: str) -> CustodyRecord:
    held = ready_to_extend()
    with writing("arrest:amended", OFFICER) as page:
        for offence in EventOffence.objects.filter(event=held.arrest):
            offence.withdrawn = True
            page.save(offence)
        for code in codes:
            page.save(EventOffence(event=held.arrest, code=code, title=code))
    return held


def test_DET_2_for_an_offence_of_unknown_category_a_person_says_how_they_know():
    held = held_for(NOT_LISTED, SUMMARY)
    given = extend(held, limit(held) - MINUTE)
    with pytest.raises(NotWrittenError) as caught:
        write(held, "extension", **given)
    (asked,) = caught.value.unanswered
    assert (caught.value.refused, asked.key) == ([], "DET-2@indictable")
    assert f"does not say how {NOT_LISTED} is tried" in asked.message
    assert SUMMARY not in asked.message
    written = write(
        held, "extension", **given, reasons={asked.key: "Either way: s.31(1)(a) of the Act of 1998"}
    )
    assert written.reasons[asked.key].startswith("Either way")
    assert detention_of(held.pk).clocks.due("detention").rule == "DET-2"


def test_DET_2_nobody_says_that_a_summary_offence_is_indictable():
    held = held_for(SUMMARY)
    rule, sentence = only(refusal(held, "extension", **extend(held, limit(held) - MINUTE)))
    assert rule == "DET-2"
    assert "as summary" in sentence


def test_DET_2_the_last_minute_that_the_page_offers_is_the_last_that_is_taken():
    held = ready_to_extend()
    (window,) = [due for due in detention_of(held.pk).clocks.openings if due.what == "extension"]
    assert window.at == limit(held) - MINUTE
    page = signed_on_client("custody-officer", rank="sergeant").get(
        reverse("custody:record", args=[held.number])
    )
    row = fromstring(page.content).xpath("//tr[contains(., 'may be asked for')][contains(., 'extension')]")[0]
    assert f"{window.at.astimezone(LONDON):%H:%M}" in row.text_content()
    rule, _ = only(refusal(held, "extension", **extend(held, window.at + MINUTE)))
    assert rule == "DET-2"
    write(held, "extension", **extend(held, window.at))


def test_DET_2_not_before_the_second_review():
    held = detained(25.5)
    reviewed(held, detention_of(held.pk).authorised_at + HOUR * 6)
    rule, sentence = only(refusal(held, "extension", **extend(held, limit(held) - MINUTE)))
    assert rule == "DET-2"
    assert "second review" in sentence


def test_DET_3_and_4_a_warrant_ends_96_hours_after_the_relevant_time():
    held = ready_to_extend()
    write(held, "warrant", happened_at=limit(held) - MINUTE, hours=36, court="Averwick Magistrates' Court")
    clocks = detention_of(held.pk).clocks
    assert clocks.due("detention").rule == "DET-3"
    assert clocks.due("detention").at == limit(held) - MINUTE + HOUR * 36


def test_DET_3_a_warrant_of_more_than_36_hours_is_refused_with_its_rule():
    held = ready_to_extend()
    rule, sentence = only(
        refusal(held, "warrant", happened_at=limit(held) - MINUTE, hours=37, court="Averwick")
    )
    assert rule == "DET-3"
    assert "Enter the hours the court gave" in sentence


def test_REV_1_a_review_by_the_wrong_rank_is_refused():
    held = detained(3)
    rule, sentence = only(refusal(held, "review", by=sergeant(), **GROUNDS, **ASKED))
    assert rule == "REV-1"
    assert "inspector or above" in sentence
    reviewed(held, timezone.now())
    assert detention_of(held.pk).clocks.reviews[0].done


def test_REV_1_once_charged_the_custody_officer_reviews():
    held = detained(3)
    write(held, "charged", offences=[{"code": "TH68023"}], notice=True, happened_at=minutes_ago(20))
    reviewed(held, minutes_ago(10), by=sergeant())
    assert detention_of(held.pk).clocks.reviews[0].done
    assert detention_of(held.pk).clocks.due("detention") is None


def test_REV_2_a_late_review_waits_for_its_reason():
    held = detained(8)
    at = detention_of(held.pk).clocks.due("review").at
    with pytest.raises(NotWrittenError, match="was not postponed") as caught:
        reviewed(held, at + MINUTE)
    assert [one.key for one in caught.value.unanswered] == list(LATE_REVIEW)
    reviewed(held, at + MINUTE, reasons=LATE_REVIEW)
    assert detention_of(held.pk).clocks.due("review").at == at + HOUR * 9


@pytest.mark.parametrize(
    ("answers", "asked"),
    [({"person_asked": True}, []), ({"asleep": True}, []), ({}, ["REV-3@person_asked"])],
)
def test_REV_3_the_reviewer_asks_the_person_unless_asleep_or_says_why_not(answers, asked):
    held = detained(3)
    given = {"by": inspector(), **GROUNDS, **answers}
    if not asked:
        assert write(held, "review", **given).details["mode"] == "in-person"
        return
    with pytest.raises(NotWrittenError, match="asked for representations") as caught:
        write(held, "review", **given)
    assert [one.key for one in caught.value.unanswered] == asked
    written = write(held, "review", reasons={asked[0]: "Asleep, told on waking"}, **given)
    assert written.reasons[asked[0]] == "Asleep, told on waking"


def test_CHG_1_a_charge_without_an_offence_is_refused():
    held = detained(3)
    rule, sentence = only(refusal(held, "charged", offences=[], notice=True))
    assert rule == "CHG-1"
    assert "Choose what the person is charged with" in sentence


def test_an_entry_before_the_arrest_in_the_future_or_after_the_release_is_refused():
    held = detained(3)
    rule, _ = only(refusal(held, "visit", happened_at=minutes_ago(181)))
    assert rule == "TIME-1"
    with pytest.raises(ValueError, match=r"in the future.*\(TIME-2\)"):
        write(held, "visit", happened_at=timezone.now() + MINUTE * 6)
    write(
        held, "risk", occasion="release", plan="Home by bus", markers_checked=True, happened_at=minutes_ago(9)
    )
    write(held, "released", disposal="no-further-action", happened_at=minutes_ago(5), property_returned=True)
    rule, sentence = only(refusal(held, "visit", happened_at=minutes_ago(4)))
    assert rule == "TIME-3"
    assert "Correct that entry" in sentence


def test_CELL_1_and_2_one_person_one_cell_and_one_cell_one_person():
    here = suite()
    first, second = (opened(arrest_of(hours=3), at=here) for _ in range(2))
    at = minutes_ago(3)
    write(first, "movement", to="cell", cell="M1", happened_at=at)
    rule, sentence = only(refusal(second, "movement", to="cell", cell="M1"))
    assert rule == "CELL-2"
    assert "Choose another cell" in sentence
    rule, sentence = only(refusal(first, "movement", to="cell", cell="M2", happened_at=at))
    assert rule == "CELL-1"
    assert "Enter when they were moved" in sentence
    write(first, "movement", to="cell", cell="M2", happened_at=minutes_ago(2))
    write(second, "movement", to="cell", cell="M1")
    assert Cell.objects.filter(suite=here).count() == 3


def test_BAIL_1_bail_longer_than_three_months_is_refused():
    held = detained(3)
    given = {"necessary": True, "heard": True, "told": True, **GROUNDS}
    rule, sentence = only(refusal(held, "bail", until=timezone.now() + timedelta(days=100), **given))
    assert rule == "BAIL-1"
    assert "Enter an earlier end" in sentence
    write(held, "bail", until=timezone.now() + timedelta(days=28), **given)
    assert detention_of(held.pk).clocks.due("bail").rule == "BAIL-1"


def test_BAIL_2_a_sergeant_does_not_extend_it_and_an_inspector_does():
    held = detained(3)
    given = {"necessary": True, "heard": True, "told": True, **GROUNDS}
    write(held, "bail", until=timezone.now() + timedelta(days=28), happened_at=minutes_ago(5), **given)
    longer = {"until": timezone.now() + timedelta(days=120), "heard": True, **GROUNDS}
    assert ("BAIL-2", True) in [
        (rule, "inspector" in said) for rule, said in refusal(held, "bail-extended", by=sergeant(), **longer)
    ]
    write(held, "bail-extended", by=inspector(), **longer)
    assert detention_of(held.pk).clocks.due("bail").rule == "BAIL-2"


def test_BAIL_5_bail_is_necessary_and_proportionate_heard_and_told():
    held = detained(3)
    until = {"until": timezone.now() + timedelta(days=28), **GROUNDS}
    with pytest.raises(ValueError, match=r"necessary and proportionate.*BAIL-5"):
        write(held, "bail", heard=True, told=True, **until)
    with pytest.raises(ValueError, match=r"Write each condition in full.*BAIL-5"):
        write(held, "bail", necessary=True, heard=True, told=True, conditions=["residence"], **until)
    with pytest.raises(NotWrittenError) as caught:
        write(held, "bail", necessary=True, **until)
    assert {one.key for one in caught.value.unanswered} == {"BAIL-5@heard", "BAIL-5@told"}
    write(held, "bail", necessary=True, heard=True, told=True, **until)


def test_CARE_5_an_interview_within_the_rest_waits_for_a_reason():
    held = detained(6)
    write(held, "rest", stage="started", happened_at=minutes_ago(120))
    with pytest.raises(NotWrittenError, match="CARE-5"):
        write(held, "interview", stage="started", officers="4711", caution=True, happened_at=minutes_ago(5))


def test_CARE_8_a_release_without_an_assessment_waits_for_a_reason():
    held = detained(3)
    with pytest.raises(NotWrittenError, match="no risk assessment before release") as caught:
        write(held, "released", disposal="no-further-action", property_returned=True)
    assert [one.rule for one in caught.value.unanswered] == ["CARE-8"]


def typed(name: str, at: datetime) -> dict[str, str]:
    """A moment as it is typed into the four fields of a form."""
    local = at.astimezone(LONDON)
    words = {"day": local.day, "month": local.month, "year": local.year, "time": f"{local:%H:%M}"}
    return {f"{name}.{part}": str(value) for part, value in words.items()}


def written_on_page(role: str, rank: str, held: CustodyRecord, kind: str, values: dict[str, str]) -> str:
    """Post the form of this kind as it is shown, with what is typed, and return the page that answers."""
    client = signed_on_client(role, rank=rank)
    address = reverse("custody:write", args=[held.number, kind])
    forms = fromstring(client.get(address).content).forms
    shown = next(form for form in forms if form.get("data-autosave-url")).form_values()
    answer = client.post(address, dict(shown) | values | {"do": "submit"})
    assert answer.status_code == 422
    assert not held.entries.filter(kind=kind).exists()
    return answer.content.decode()


def test_on_the_page_a_late_extension_says_so_and_keeps_what_was_typed():
    held = ready_to_extend()
    values = {f"extension.{name}": "on" for name in MET}
    values |= typed("happened_at", limit(held) + MINUTE * 2) | typed(
        "extension.until", limit(held) + HOUR * 12
    )
    values |= {"extension.grounds": "Two witnesses are still to be heard"}
    page = written_on_page("superintendent", "superintendent", held, "extension", values)
    assert "(DET-2)" in page
    assert "Charge or release the person now" in page
    assert "Two witnesses are still to be heard" in page


def test_on_the_page_a_review_by_the_wrong_rank_says_so_and_keeps_what_was_typed():
    held = detained(3)
    values = {"review.grounds": "The alibi is being checked", "review.person_asked": "on"}
    page = written_on_page("custody-officer", "sergeant", held, "review", values)
    assert "(REV-1)" in page
    assert "The alibi is being checked" in page


def test_on_the_page_a_charge_without_an_offence_says_so_and_keeps_what_was_typed():
    values = {"charged.reply": "I was never there", "charged.notice": "on"}
    page = written_on_page("custody-officer", "sergeant", detained(3), "charged", values)
    assert "(CHG-1)" in page
    assert "I was never there" in page


@pytest.mark.parametrize(("minutes", "rule"), [(200, "TIME-1"), (-10, "TIME-2")])
def test_on_the_page_a_wrong_time_says_so_and_keeps_what_was_typed(minutes, rule):
    values = {"note.text": "Asked for a blanket", **typed("happened_at", minutes_ago(minutes))}
    page = written_on_page("custody-officer", "sergeant", detained(3), "note", values)
    assert f"({rule})" in page
    assert "Asked for a blanket" in page


def test_on_the_page_a_cell_that_is_taken_says_so_and_keeps_what_was_typed():
    here = suite()
    first, second = (opened(arrest_of(hours=3), at=here) for _ in range(2))
    write(first, "movement", to="cell", cell="M1", happened_at=minutes_ago(3))
    values = {"movement.to": "cell", "movement.cell": "M1", "movement.reason": "After the search"}
    page = written_on_page("custody-officer", "sergeant", second, "movement", values)
    assert "(CELL-2)" in page
    assert "Choose another cell" in page
    assert "After the search" in page
