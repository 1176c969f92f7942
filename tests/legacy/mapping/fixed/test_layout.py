"""A layout that cannot be right is refused when it is loaded, with the place and the remedy."""

import copy

import pytest

from daybook.legacy.mapping.fixed import layout_of

from .layouts import frame

RIGHT = {
    "code_page": "cp1146",
    "records": {
        "header": frame("HD", "batch"),
        "one": {"length": 40, "columns": [{"name": "TYPE", "at": 1, "picture": "X(2)", "value": "ON"},
                                          {"name": "REST", "at": 3, "picture": "X(38)"}]},
        "more": {"like": "one", "length": 44, "columns": [{"name": "OWN", "at": 41, "picture": "9(4)"}]},
        "trailer": frame("TR", "records"),
    },
    "files": {"batch": {"header": "header", "records": ["one"], "trailer": "trailer"}},
}  # fmt: skip
ONE = ("records", "one", "columns")
WRONG = [
    ((*ONE, 1, "at"), 4, r"\[records.one\] REST: at = 4, but TYPE ends at 2"),
    ((*ONE, 1, "at"), 2, "REST: at = 2, but TYPE ends at 2"),
    ((*ONE, 0, "at"), 2, "TYPE: begins at 2. Begin at 1"),
    ((*ONE, 1, "name"), "TYPE", "TYPE: stands there twice"),
    (("records", "one", "length"), 50, "length = 50, but REST ends at 40. Add a FILLER"),
    (("records", "more", "like"), "none", "'none' is no record that has columns of its own"),
    (("files", "batch", "records"), ["two"], "there is no .records.two."),
    (("files", "batch", "records"), ["more"], "its records differ in length"),
    (("files", "batch", "hash"), "REST", "'one' has no number column 'REST'"),
    (("files", "batch", "trailer"), "header", "does not say how many records there are"),
    ((*ONE, 0, "value"), None, "nothing tells 'one' from the others"),
    ((*ONE, 1, "picture"), "Z(4)", r"'Z\(4\)' is not a picture known here. Write it as X"),
    ((*ONE, 1, "picture"), "9(40)", "has 40 digits, and no old machine has more than 31"),
    ((*ONE, 1, "date"), "YYDDD", "'empty' and 'date' are for numbers"),
    (("code_page",), "cp1252", "cp037"),
]


def changed(way, value):
    tables = copy.deepcopy(RIGHT)
    node = tables
    for step in way[:-1]:
        node = node[step]
    node[way[-1]] = value
    return tables


@pytest.mark.parametrize(("way", "value", "said"), WRONG)
def test_a_layout_that_cannot_be_right_says_what_is_wrong(way, value, said):
    with pytest.raises(ValueError, match=said):
        layout_of(changed(way, value))


def test_the_right_one_is_taken():
    layout = layout_of(RIGHT)
    assert layout.records["more"].length == 44
    assert layout.records["more"].free == {"REST", "OWN"}


@pytest.mark.parametrize(("picture", "date"), [("9(4)", "YYDDD"), ("S9(5)", "YYDDD"), ("9(6)V9", "YYYYDDD")])
def test_a_date_needs_as_many_digits_as_it_has(picture, date):
    column = {"name": "DAY", "at": 1, "picture": picture, "date": date, "pivot": 30}
    with pytest.raises(ValueError, match="needs the picture 9"):
        layout_of({"code_page": "cp037", "records": {"one": {"length": 5, "columns": [column]}}})


def test_a_two_digit_year_needs_its_pivot():
    column = {"name": "DAY", "at": 1, "picture": "9(5)", "date": "YYDDD"}
    with pytest.raises(ValueError, match="needs 'pivot'"):
        layout_of({"code_page": "cp037", "records": {"one": {"length": 5, "columns": [column]}}})
