"""The record on paper: in order, each entry timed and signed, corrections beside what they correct."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from custody_made import WHY_LATE, arrest_of, authorised, minutes_ago, opened, sergeant, write
from daybook.custody.actions.copy_record import copy_record
from daybook.custody.actions.correct_entry import correct_entry
from daybook.custody.entries import kind_of
from daybook.custody.papers.entries import printed
from daybook.custody.papers.redaction import Reader
from daybook.custody.queries.filter import entries_of
from daybook.records.people import PersonData
from people_made import ZOE, record

pytestmark = pytest.mark.django_db
NIGHT = "Asked for a second blanket at night."


def corrected(entry, text=None):
    """The note corrected to other words, or withdrawn."""
    new = text and kind_of("note").model_validate({"happened_at": entry.happened_at, "text": text})
    return correct_entry(
        sergeant(), entry, new, reason="Heard wrongly.", submission=uuid4(), reasons=WHY_LATE
    )


def whole(held, reader=Reader.WHOLE):
    return copy_record(sergeant(), held, reader, recipient="The court")


def test_entries_stand_in_the_order_they_happened_each_timed_and_signed(pages):
    held, by = opened(arrest_of(hours=5)), sergeant()
    late = write(held, "note", by=by, text="Written first, happened last.")
    write(held, "note", text="Written last, happened first.", happened_at=minutes_ago(90))
    authorised(held)
    text = " ".join(pages(whole(held)))
    in_order = ("Arrived in custody", "Detention authorised", "Written last, happened", "Written first")
    places = [text.index(words) for words in in_order]
    assert places == sorted(places)
    entered = f"{timezone.localtime(late.entered_at):%-d %b %Y, %H:%M}"
    assert f"Signed {by.user}, entered {entered}" in text


def test_the_front_says_who_and_why(pages):
    held = opened(arrest_of(record(ZOE)))
    text = pages(whole(held))[0]
    for words in ("Zoë Marie-Lou O’Brien", "1 February 1990", "Irish", "1981/0000034U", "Theft from a shop"):
        assert words in text
    assert "Violent" in text
    assert held.number in text


def test_the_name_itself_is_no_alias_and_nobody_delayed_a_right_that_is_wanted(pages):
    held = opened(arrest_of(record(PersonData(family_name="Quill", given_names="Ada", sex="2"))))
    write(held, "right", right="legal-advice", step="wanted")
    text = " ".join(pages(whole(held)))
    assert held.person.full_name in text
    assert "Also known as" not in text
    assert "Rank of who delayed it" not in text


def test_a_correction_stands_beside_the_original(pages):
    held = opened()
    first = write(held, "note", text=NIGHT)
    second = corrected(first, "Asked for a pillow at night.")
    corrected(second)
    chain = next(one.chain for one in printed(entries_of(held), Reader.WHOLE) if one.id == first.pk)
    assert [one.id for one in chain[:2]] == [first.pk, second.pk]
    assert [one.withdrawn for one in chain] == [False, False, True]
    text = " ".join(pages(whole(held)))
    for words in ("First written, no longer counts", "Heard wrongly.", "pillow", "Withdrawn"):
        assert words in text


def test_a_corrected_entry_is_told_once(pages):
    held = opened()
    corrected(write(held, "note", text=NIGHT), "Asked for a pillow.")
    assert [one.kind for one in printed(entries_of(held), Reader.WHOLE)].count("note") == 1


def test_what_was_noted_while_the_server_was_away_says_when(pages):
    held, noted = opened(), minutes_ago(20)
    write(held, "note", text=NIGHT, happened_at=noted, noted_at=noted)
    text = " ".join(pages(whole(held)))
    assert f"noted on paper or offline {timezone.localtime(noted):%-d %b %Y, %H:%M}" in text


def test_reasons_and_rules_set_aside_are_printed(pages):
    held = opened(arrest_of(hours=9))
    late = {"late-entry@happened_at": "The printer burned."}
    write(held, "note", text=NIGHT, happened_at=minutes_ago(60), reasons=late)
    assert "Reason given: The printer burned." in " ".join(pages(whole(held)))


def test_a_long_record_runs_over_pages_and_ends_with_its_count(pages):
    held = opened(arrest_of(hours=9))
    for number in range(40):
        at = minutes_ago(200) + timedelta(minutes=number)
        write(held, "note", text=f"Note {number}. {NIGHT}", happened_at=at)
    found = pages(whole(held))
    assert len(found) > 2
    assert "41 entries, the last written" in found[-1]
    assert all(f"Note {number}." in " ".join(found) for number in range(40))


def test_words_are_printed_as_typed(pages):
    held = opened()
    write(held, "note", text="Said <b>“no”</b> & Łódź\nthen slept.")
    assert "Said <b>“no”</b> & Łódź then slept." in " ".join(pages(whole(held)))
