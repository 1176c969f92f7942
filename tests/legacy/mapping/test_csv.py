"""A row of a CSV file reads back as it was written, and a file that is not whole is no file."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.mapping import MappingRefused, Unreadable
from daybook.legacy.mapping.formats import Csv
from daybook.legacy.systems import registry
from daybook.legacy.transports.csv_file import answer_in, records_in, whole

COLUMNS = ("A", "B", "C")
MAPPING = registry.mapping("antisocial_behaviour")
LETTERS = st.characters(max_codepoint=0xFF, exclude_characters="\r\n\0")
ROWS = st.lists(st.lists(st.text(LETTERS, max_size=12), min_size=3, max_size=3), max_size=6)
FORMS = st.builds(
    Csv, st.just(COLUMNS), st.sampled_from(["iso-8859-1", "utf-8", "cp1252"]), st.sampled_from(",;|\t")
)


@given(FORMS, st.dictionaries(st.sampled_from(COLUMNS), st.text(LETTERS, max_size=30)))
def test_what_is_written_reads_back(form, tree):
    if form.encoding == "cp1252" and any(0x80 <= ord(sign) < 0xA0 for text in tree.values() for sign in text):
        with pytest.raises(MappingRefused, match="holds a character that cp1252 does not have"):
            form.render(tree)
    else:
        assert form.parse(form.render(tree)) == {name: value for name, value in tree.items() if value}


@pytest.mark.parametrize(("value", "said"), [("a\nb", "line break"), ("李", r"U\+674E")])
def test_what_a_row_cannot_hold_is_refused_with_its_column(value, said):
    with pytest.raises(MappingRefused, match=f"^B: .*{said}"):
        Csv(COLUMNS, "iso-8859-1").render({"B": value})


@given(st.binary(max_size=60))
def test_whatever_is_read_is_a_row_or_none(raw):
    form = Csv(COLUMNS, "utf-8")
    with suppress(Unreadable):
        assert set(form.parse(raw)) <= set(COLUMNS)


ANSWER = b"H,DAYBOOK,x\r\nRESULT,CASE_NO\r\nLOADED,ASB700001\r\nT,1\r\n"


def test_an_answer_is_read_by_its_columns():
    answer = MAPPING.read_reply(answer_in(ANSWER, "x", MAPPING))
    assert (answer.state, answer.reference) == ("confirmed", "ASB700001")


@given(st.integers(0, len(ANSWER) - 1))
def test_an_answer_that_is_cut_off_anywhere_is_none(at):
    with pytest.raises(Unreadable):
        answer_in(ANSWER[:at], "x", MAPPING)


def test_an_answer_to_another_file_is_none():
    with pytest.raises(Unreadable, match="header"):
        answer_in(ANSWER, "y", MAPPING)


@given(ROWS, st.data())
def test_an_extract_gives_every_row_or_says_that_it_is_not_whole(tmp_path_factory, rows, data):
    row_of = Csv(COLUMNS, "iso-8859-1")
    written = [row_of.render(dict(zip(COLUMNS, row, strict=True))).partition(b"\r\n")[2] for row in rows]
    raw = b"".join([b"H,DAYBOOK,x\r\nA,B,C\r\n", *written, f"T,{len(rows)}\r\n".encode()])
    file = tmp_path_factory.getbasetemp() / "extract.csv"
    file.write_bytes(raw)
    found = list(records_in(file, "x", MAPPING))
    assert found == [{n: v for n, v in zip(COLUMNS, row, strict=True) if v} for row in rows]
    file.write_bytes(raw[: data.draw(st.integers(0, len(raw) - 1))])
    with pytest.raises(Unreadable):
        list(records_in(file, "x", MAPPING))


def test_a_file_is_the_row_between_header_and_trailer():
    assert whole(b"A,B\r\n1,2\r\n", "n", MAPPING) == b"H,DAYBOOK,n\r\nA,B\r\n1,2\r\nT,1\r\n"
