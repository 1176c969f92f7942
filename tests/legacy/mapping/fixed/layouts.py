"""Layouts for tests: any columns, and a file of two kinds of record."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from daybook.legacy.mapping.fixed import code_page, layout_of
from daybook.legacy.mapping.fixed.picture import picture

PAGES = ("cp037", "cp500", "cp1140", "cp285", "cp1146")
YEARS = {"YYYYMMDD": (1, 9999), "YYYYDDD": (1, 9999), "YYMMDD": (1931, 2030), "YYDDD": (1931, 2030)}


def layout(columns, page="cp1146"):
    """One record of these columns, laid out one after the other."""
    placed, at = [], 1
    for column in columns:
        placed.append({**column, "at": at})
        at += picture(column["picture"]).size
    return layout_of({"code_page": page, "records": {"one": {"length": at - 1, "columns": placed}}}).records[
        "one"
    ]


def letters(page):
    return st.sampled_from([letter for letter in code_page(page).letters if letter.isprintable()])


@st.composite
def texts(draw, page):
    size = draw(st.integers(1, 30))
    text = draw(st.text(letters(page), max_size=size)).rstrip(" ")
    return {"picture": f"X({size})"}, text or None


@st.composite
def numbers(draw, page):
    whole, places, signed = draw(st.integers(1, 15)), draw(st.integers(0, 6)), draw(st.booleans())
    highest = 10 ** (whole + places) - 1
    number = draw(st.integers(-highest if signed else 0, highest))
    value = Decimal(number).scaleb(-places) if places else number
    sign, point = "S" if signed else "", f"V9({places})" if places else ""
    shape = f"{sign}9({whole}){point}{draw(st.sampled_from(['', ' COMP-3']))}"
    empty = draw(st.sampled_from([{}, {"empty": "blanks"}, {"empty": "low-values"}]))
    return {"picture": shape, **empty}, draw(st.sampled_from([value, None])) if empty else value


@st.composite
def days(draw, page):
    form = draw(st.sampled_from([*YEARS]))
    first, last = YEARS[form]
    digits = {"YYYYMMDD": 8, "YYMMDD": 6, "YYYYDDD": 7, "YYDDD": 5}[form]
    day = draw(st.none() | st.dates(date(first, 1, 1), date(last, 12, 31)))
    shape = f"9({digits}){draw(st.sampled_from(['', ' COMP-3']))}"
    return {"picture": shape, "date": form, "pivot": 30}, day


@st.composite
def records(draw):
    """A record of any columns, and values for it."""
    page = draw(st.sampled_from(PAGES))
    made = draw(st.lists(texts(page) | numbers(page) | days(page), min_size=1, max_size=8))
    columns = [{"name": f"C{number}", **column} for number, (column, _) in enumerate(made)]
    filler = [{"name": "FILLER", "picture": "X(3)"}] if draw(st.booleans()) else []
    values = {f"C{number}": value for number, (_, value) in enumerate(made)}
    return layout([*columns, *filler], page), values


def frame(kind, holds, length=40):
    """A header or a trailer."""
    return {
        "length": length,
        "columns": [
            {"name": "TYPE", "at": 1, "picture": "X(2)", "value": kind},
            {"name": "NUMBER", "at": 3, "picture": "9(7)", "holds": holds},
            {"name": "TOTAL", "at": 10, "picture": "9(9) COMP-3", "holds": "hash"},
            {"name": "FILLER", "at": 15, "picture": "X(26)"},
        ],
    }


FORM = layout_of(
    {
        "code_page": "cp1146",
        "records": {
            "header": frame("HD", "batch"),
            "fine": {
                "length": 40,
                "columns": [
                    {"name": "TYPE", "at": 1, "picture": "X(2)", "value": "FN"},
                    {"name": "SEQ", "at": 3, "picture": "9(5)", "holds": "sequence"},
                    {"name": "NAME", "at": 8, "picture": "X(20)"},
                    {"name": "AMOUNT", "at": 28, "picture": "S9(5)V99 COMP-3"},
                    {"name": "FILLER", "at": 32, "picture": "X(9)"},
                ],
            },
            "trailer": frame("TR", "records"),
        },
        "files": {"batch": {"header": "header", "records": ["fine"], "trailer": "trailer", "hash": "AMOUNT"}},
    }
).files["batch"]
FINE = FORM.records[0]
