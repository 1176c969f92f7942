"""A download opens in a spreadsheet with what was in it, and nothing of it is run."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.web.downloads import csv_download, csv_lines, harmless

CELL = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00\r\n"), max_size=20)


@pytest.mark.parametrize("cell", ["=1+1", "+44 7700", "-2", "@SUM(A1)", "\t=1", " =1+1"])
def test_formula_is_made_text(cell: str) -> None:
    assert harmless(cell) == "'" + cell


@pytest.mark.parametrize(("cell", "shown"), [(-2, -2), (3.5, 3.5), (None, ""), ("O'Brien", "O'Brien")])
def test_numbers_and_plain_words_stay(cell: object, shown: object) -> None:
    assert harmless(cell) == shown


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=5))
def test_no_cell_starts_a_formula_and_none_is_lost(rows: list[list[str]]) -> None:
    text = "".join(csv_lines(["a", "b"], rows)).removeprefix("\ufeff")
    read = list(csv.reader(io.StringIO(text)))
    assert [
        [cell.removeprefix("'") if cell != given else cell for cell, given in zip(got, row, strict=True)]
        for got, row in zip(read[1:], rows, strict=True)
    ] == rows
    assert not any(cell.lstrip(" ").startswith(("=", "+", "-", "@")) for row in read for cell in row)


def test_file_name_cannot_break_the_header() -> None:
    response = csv_download('arrests "2026"\r\nX: y.csv', ["Number"], [["AR/1"]])
    assert response["Content-Disposition"] == 'attachment; filename="arrests--2026---X--y.csv"'
    assert b"".join(response.streaming_content).decode("utf-8-sig") == "Number\r\nAR/1\r\n"
