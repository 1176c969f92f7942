"""Other people in words: found however their names are written, and nothing else is lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.records.subject_access.clock import answer_by, clock_words
from daybook.records.subject_access.marking import Marker
from daybook.records.subject_access.rules import CONTACT, OFFICER, VICTIM

LETTERS = st.characters(categories=("L", "N", "P", "Zs"))


def marker():
    made = Marker([("O’Brien", "Zoë")], ["+447700900123", "SW1A 1AA"])
    made.learn(VICTIM, "Quill", "Ada")
    made.learn(OFFICER, "Okafor", "Ike")
    made.learn(OFFICER, "T1001")
    return made


def marked(text):
    return [(part.text, part.rule) for part in marker().parts(text) if part.rule]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Seen by Ada Quill at nine.", [("Ada Quill", VICTIM.id)]),
        ("QUILL, Ada said so", [("QUILL, Ada", VICTIM.id)]),
        ("spoke to quill’s neighbour", [("quill’s", VICTIM.id)]),
        ("PC T1001 Okafor attended", [("T1001 Okafor", OFFICER.id)]),
        ("call 07700 900456", [("07700 900456", CONTACT.id)]),
        ("call +44 7700 900123 or 07700 900123", []),
        ("lives at SW1A 1AA, not ZZ1 4AB", [("ZZ1 4AB", CONTACT.id)]),
        ("mail ada.q@example.org", [("ada.q@example.org", CONTACT.id)]),
        ("Zoë O'Brien ran", []),
        ("the ada compiler", []),
        ("", []),
    ],
)
def test_whom_it_finds(text, found):
    assert marked(text) == found


@given(
    st.lists(
        st.one_of(st.text(LETTERS, max_size=9), st.sampled_from(["Quill", "Ada", "07700900456"])), max_size=9
    )
)
def test_no_word_is_lost_and_no_family_name_slips_through(words):
    text = " ".join(words)
    parts = marker().parts(text)
    assert "".join(part.text for part in parts) == text
    assert not any(word in {"Quill"} for part in parts if not part.rule for word in part.text.split())


def test_a_name_shared_with_the_person_is_theirs():
    made = Marker([("Quill", "Bo")])
    made.learn(VICTIM, "Quill", "Ada")
    assert [part.text for part in made.parts("Bo Quill and Ada Quill") if part.rule] == ["Ada"]


@pytest.mark.parametrize(
    ("received", "identified", "due"),
    [
        (date(2026, 10, 31), date(2026, 10, 20), date(2026, 11, 30)),
        (date(2026, 10, 1), date(2026, 12, 5), date(2027, 1, 5)),
        (date(2027, 1, 30), date(2027, 1, 30), date(2027, 2, 28)),
    ],
)
def test_the_month_ends_on_the_same_day_or_the_last(received, identified, due):
    assert answer_by(received, identified) == due


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_the_month_is_28_to_31_days(day):
    assert 28 <= (answer_by(day, day) - day).days <= 31


def test_the_clock_in_words():
    due = date(2026, 11, 30)
    said = [clock_words(due, date(2026, *day)) for day in ((11, 28), (11, 29), (11, 30), (12, 1))]
    assert said == ["2 days left", "1 day left", "due today", "1 day late"]
