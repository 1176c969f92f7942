"""Each codec keeps the law: a value reads back as it was, or a declared rule says why not."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.mapping import MappingRefused, Unreadable, codecs
from daybook.legacy.mapping.characters import Characters
from daybook.legacy.mapping.field import Field
from daybook.legacy.mapping.spec import CodeTable, FieldSpec
from daybook.records.identifiers import PncId

TABLES = {
    "plain": CodeTable(map={"1": "M", "2": "F"}),
    "lossy": CodeTable(map={"1": "M", "2": "F", "0": "U", "9": "U"}, lossy=True, back={"U": "0"}),
    "other": CodeTable(map={"1": "M"}, lossy=True, other="X", back={"X": "9"}),
}
OLD = Characters(set="ascii", only="A-Z0-9 '-", case="upper", fold=True, otherwise="drop", replace={"’": "'"})
BY_SOUND = OLD.model_copy(update={"otherwise": "transliterate"})
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=50)


def field(characters=None, native=False, **spec):
    made = FieldSpec.model_validate({"from": "x", "to": "X", **spec})
    return Field(made, codecs.build(made, characters or Characters(), TABLES, native))


def lawful(made, value):
    """Their value and the rules, after checking the law."""
    theirs, losses = made.encode(value, "x")
    back = made.decode(theirs)
    assert (back is not None and made.codec.same(value, back)) != bool(losses)
    assert all(loss.rule and loss.ours == value and loss.theirs == theirs for loss in losses)
    return theirs, [loss.rule for loss in losses]


@given(TEXT)
def test_text_in_full_unicode_is_never_changed(text):
    assert lawful(field(), text) == (text, [])


@given(TEXT, st.sampled_from(["right", "initials"]), st.integers(1, 40))
def test_text_in_an_old_character_set_and_length(text, truncate, length):
    theirs, _ = lawful(field(OLD, length=length, truncate=truncate), text)
    assert theirs is None or (len(theirs) <= length and all(map(OLD.holds, theirs)))


@given(TEXT)
def test_text_of_every_script_by_its_sound_holds_no_character_made_up(text):
    theirs, _ = lawful(field(BY_SOUND), text)
    assert theirs is None or all(map(OLD.holds, theirs))
    assert theirs is None or lawful(field(BY_SOUND), theirs) == (theirs, [])


def test_letters_are_written_by_sound_and_pictures_dropped_each_by_its_rule():
    assert lawful(field(BY_SOUND), "Łódź Мария")[0] == "LODZ MARIYA"
    assert lawful(field(BY_SOUND), "ZOË")[1] == ["character replaced"]
    assert lawful(field(BY_SOUND), "МАРИЯ")[1] == ["written in Latin letters by sound"]
    assert lawful(field(BY_SOUND), "A🙂") == ("A", ["character dropped"])


@given(st.dates())
def test_dates_in_full(day):
    assert lawful(field(codec="date", format="DD/MM/YYYY"), day.isoformat())[1] == []


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)))
def test_dates_with_a_two_digit_year(day):
    theirs, rules = lawful(field(codec="date", format="DDMMYY", pivot=30), day.isoformat())
    assert bool(rules) == (not 1931 <= day.year <= 2030)
    assert len(theirs) == 6


@given(
    st.datetimes(datetime(1901, 1, 1), datetime(2099, 1, 1)),
    st.sampled_from(["UTC", "Europe/London"]),
    st.sampled_from(["minute", "second"]),
    st.booleans(),
)
def test_times(moment, zone, down_to, with_offset):
    layout = "YYYYMMDDHHmmss" if down_to == "second" else "YYYYMMDDHHmm"
    made = field(codec="datetime", format=layout + ("Z" if with_offset else ""), zone=zone, round=down_to)
    lawful(made, moment.replace(tzinfo=timezone(timedelta(hours=2))).isoformat())


def test_the_hour_that_comes_twice_is_reported_where_no_offset_is_sent():
    made = field(codec="datetime", format="DDMMYYYYHHmm", zone="Europe/London", round="minute")
    assert lawful(made, "2026-10-25T00:30:00Z")[1] == []
    assert lawful(made, "2026-10-25T01:30:00Z")[1] == ["local time without offset"]


@given(st.integers(), st.booleans())
def test_whole_numbers(number, native):
    assert lawful(field(codec="integer", native=native), number)[1] == []


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9), st.integers(0, 9))
def test_numbers(number, places):
    lawful(field(codec="number", places=places), number)


@given(st.booleans(), st.sampled_from([None, ("Y", "N"), ("1", "0")]), st.booleans())
def test_flags(flag, words, native):
    assert lawful(field(codec="flag", words=words, native=native), flag)[1] == []


@given(st.sampled_from(["0", "1", "2", "9"]))
def test_codes_that_fold_are_reported(code):
    _, rules = lawful(field(codec="code", codes="lossy"), code)
    assert rules == (["several codes become one"] if code == "9" else [])


def test_a_code_that_no_table_knows():
    assert lawful(field(codec="code", codes="other"), "7") == ("X", ["several codes become one"])
    with pytest.raises(MappingRefused, match="the code '7' is not in the mapping's code table"):
        field(codec="code", codes="plain").encode("7", "x")


@given(
    st.lists(TEXT, min_size=1, max_size=6),
    st.sampled_from(["right", "items", "initials"]),
    st.integers(1, 60),
)
def test_lists_in_one_place(items, truncate, length):
    theirs, _ = lawful(field(codec="joined", separator=" ", length=length, truncate=truncate), items)
    assert theirs is None or len(theirs) <= length


def test_given_names_become_initials_from_the_last():
    made = field(codec="joined", separator=" ", length=12, truncate="initials")
    assert made.encode(["Maria", "Teresa", "Ana"], "x")[0] == "Maria T A"


@given(st.integers(1950, 2026), st.integers(1, 9999999), st.sampled_from(["canonical", "display", "compact"]))
def test_identifiers_in_each_form(year, serial, show):
    made = field(codec="identifier", identifier="pncid", show=show)
    assert lawful(made, PncId.make(year, serial).canonical)[1] == []


def test_an_old_pncid_in_short_form_is_a_reported_loss():
    made = field(codec="identifier", identifier="pncid", show="display")
    assert lawful(made, PncId.make(1920, 7).canonical)[1] == ["short form"]


@given(TEXT)
def test_a_word_for_nothing_known_is_not_mistaken_for_a_name(text):
    made = field(Characters(case="upper"), absent="UNKNOWN")
    assert made.encode(None, "x") == ("UNKNOWN", [])
    assert made.decode("UNKNOWN") is None
    lawful(made, text)
    assert lawful(made, "UNKNOWN")[1] == ["reads as not known"]


REFUSED = [
    ({"length": 3}, "four", "has 4 characters and the old system holds 3"),
    ({}, 7, "is not text"),
    ({"codec": "date", "format": "DDMMYYYY"}, "2026-02-30", "is not a date"),
    (
        {"codec": "datetime", "format": "DDMMYYYYHHmm", "round": "minute"},
        "yesterday",
        "is not a date and time",
    ),
    (
        {"codec": "datetime", "format": "DDMMYYYYHHmm", "round": "minute"},
        "2026-01-01T00:00:00",
        "has no time zone",
    ),
    ({"codec": "integer"}, True, "is not a whole number"),
    ({"codec": "integer", "length": 2}, 100, "more than 2 digits"),
    ({"codec": "number", "places": 2}, "x", "is not a number"),
    ({"codec": "flag"}, "yes", "is not yes or no"),
    ({"codec": "identifier", "identifier": "pncid"}, "81/34A", "check letter"),
]


@pytest.mark.parametrize(("spec", "value", "said"), REFUSED)
def test_what_cannot_be_written_is_refused_with_field_and_remedy(spec, value, said):
    with pytest.raises(MappingRefused) as refused:
        field(**spec).encode(value, "person.thing")
    assert said in str(refused.value)
    assert refused.value.field == "person.thing"
    assert refused.value.remedy


def test_the_mappings_own_remedy_is_shown():
    with pytest.raises(MappingRefused, match="Ask the officer"):
        field(length=1, remedy="Ask the officer for a shorter one.").encode("long", "x")


UNREADABLE = [
    ({"codec": "date", "format": "DDMMYYYY"}, "31022026"),
    ({"codec": "date", "format": "DDMMYYYY"}, "2026-01-01"),
    ({"codec": "datetime", "format": "DDMMYYYYHHmm", "round": "minute"}, "010120262560"),
    ({"codec": "integer"}, "seven"),
    ({"codec": "code", "codes": "plain"}, "Z"),
    ({"codec": "flag"}, "maybe"),
    ({"codec": "identifier", "identifier": "pncid"}, "81/34A"),
]


@pytest.mark.parametrize(("spec", "theirs"), UNREADABLE)
def test_what_the_old_system_holds_wrongly_is_said(spec, theirs):
    with pytest.raises(Unreadable):
        field(**spec).decode(theirs)
