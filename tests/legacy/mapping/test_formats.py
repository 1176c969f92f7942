"""The forms of old systems, and what comes from outside in a bad state."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.legacy.mapping import MappingRefused, Unreadable, reply
from daybook.legacy.mapping.formats import JsonApi, Lines, Row, Xml
from daybook.legacy.mapping.spec import ReplySpec, ResourceSpec

NAMES = st.sampled_from(["A", "B", "C2", "D_E"])
XML_TEXT = st.text(
    st.characters(min_codepoint=32, max_codepoint=0xD7FF, exclude_categories=["Cc"]), min_size=1
)
LINE_TEXT = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)


@given(st.dictionaries(NAMES, XML_TEXT | st.dictionaries(NAMES, XML_TEXT, min_size=1), min_size=1))
def test_xml_comes_back_as_it_went(tree):
    form = Xml("Root", "ISO-8859-1")
    assert form.parse(form.render(tree)) == tree


@given(
    st.dictionaries(NAMES, LINE_TEXT | st.lists(st.dictionaries(NAMES, LINE_TEXT), min_size=1, max_size=12))
)
def test_lines_come_back_as_they_went(tree):
    assert Lines().parse(Lines().render(tree)) == tree


@given(st.dictionaries(NAMES, st.text(st.characters(exclude_categories=["Cs"])) | st.integers()))
def test_rows_come_back_as_they_went(tree):
    assert Row().parse(Row().render(tree)) == tree


def test_a_document_has_one_typed_relation_to_each_resource():
    form = JsonApi("incident", (ResourceSpec(name="thing", type="object", relation="item"),))
    tree = {"incident": {"@id": "1", "a": 1}, "thing": [{"@id": "2", "b": 2}, {"@id": "3", "b": 3}]}
    assert form.parse(form.render(tree)) == tree
    assert b'"item-2"' in form.render(tree)


BROKEN_XML = [
    (b"<Root><A>1</A>", "cut off or broken at line"),
    (b"", "cut off or broken"),
    (b"<Other/>", "holds <Other>, not <Root>"),
    (b'<!DOCTYPE Root SYSTEM "http://192.0.2.1/x.dtd"><Root/>', "declares a document type"),
    (
        b'<!DOCTYPE Root [<!ENTITY e SYSTEM "file:///etc/passwd">]><Root>&e;</Root>',
        "declares a document type",
    ),
]


@pytest.mark.parametrize(("body", "said"), BROKEN_XML)
def test_xml_from_outside_is_read_with_care(body, said):
    with pytest.raises(Unreadable, match=said):
        Xml("Root").parse(body)


def test_entities_that_grow_are_not_expanded():
    bomb = b'<!DOCTYPE Root [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><Root><A>&b;</A></Root>'
    with pytest.raises(Unreadable):
        Xml("Root").parse(bomb)


@pytest.mark.parametrize("body", [b"A", b"=1", b"A.2.B=1", b"A.1.B.C.D=1", b"A=1\r\nA.1.B=2", b"A=\xff"])
def test_lines_from_outside_are_read_with_care(body):
    with pytest.raises(Unreadable):
        Lines().parse(body)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"a":', b"\xff", b"[" * 100_000])
def test_json_from_outside_is_read_with_care(body):
    with pytest.raises(Unreadable):
        Row().parse(body)


@pytest.mark.parametrize("body", [b'{"data": []}', b'{"data": {"type": "person"}}', b'{"errors": []}'])
def test_another_document_is_not_ours(body):
    with pytest.raises(Unreadable, match="not a resource of type 'incident'"):
        JsonApi("incident", ()).parse(body)


def test_a_control_character_never_reaches_an_xml_file():
    with pytest.raises(MappingRefused, match="control character"):
        Xml("Root").render({"A": "bell\x07"})


def test_a_line_break_never_reaches_a_line():
    with pytest.raises(MappingRefused, match="line break"):
        Lines().render({"A": "one\ntwo"})


ANSWERS = ReplySpec.model_validate(
    {
        "format": "lines", "state": "S", "confirmed": ["OK"], "refused": ["NO"], "reference": "REF", "code": "C",
        "text": "T", "returns": {"asn": "ASN"},
        "codes": {"7": {"reason": "The machine rests.", "remedy": "Wait a while.", "temporary": True}},
    }
)  # fmt: skip


def test_a_yes_brings_reference_and_identifiers():
    answer = reply.read(ANSWERS, b"S=OK\r\nREF=9\r\nASN=X\r\nC=7\r\n")
    assert (answer.state, answer.reference, answer.returned, answer.code) == (
        "confirmed",
        "9",
        {"asn": "X"},
        None,
    )


def test_a_no_with_a_known_code_is_said_in_plain_words():
    answer = reply.read(ANSWERS, b"S=NO\r\nC=7\r\n")
    assert (answer.reason, answer.remedy, answer.temporary) == ("The machine rests.", "Wait a while.", True)


def test_a_no_with_an_unknown_code_shows_what_the_system_said():
    assert reply.read(ANSWERS, b"S=NO\r\nC=8\r\nT=TABLE FULL\r\n").reason == "The system says: TABLE FULL"
    assert reply.read(ANSWERS, b"S=NO\r\n").reason == "The system gave no reason."


def test_neither_yes_nor_no_is_unreadable():
    with pytest.raises(Unreadable, match="outcome 'HM' is neither"):
        reply.read(ANSWERS, b"S=HM\r\n")
