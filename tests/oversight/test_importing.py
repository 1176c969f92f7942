"""A sheet as a force has it: the good rows in, every bad one named; and what was exported reads the same."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from daybook.book.models import Entry
from daybook.oversight.actions.import_sheet import import_sheet
from daybook.oversight.actions.start_with_2013 import start_with_2013
from daybook.oversight.models import BudgetLine, Recommendation, Risk
from oversight_made import YEAR, a_line, keeper

pytestmark = pytest.mark.django_db
HEAD = 'Line,Year,What it is,Capital or revenue,"Run, grow or transform",Original plan,Colour\n'


def test_good_rows_are_in_and_bad_ones_are_named():
    file = (
        HEAD
        + f"B-1,{YEAR},Old,revenue,run,£1m,red\nB-2,{YEAR},New,capital,shrink,2m,\n\nB-3,now,X,capital,run,1,\n"
    )
    taken = import_sheet(keeper(), "budget", file.encode())
    assert (taken.added, taken.unknown) == (1, ["Colour"])
    assert [row for row, _ in taken.faults] == [3, 5]
    assert "“Run, grow or transform” is “shrink”" in taken.faults[0][1]
    assert BudgetLine.objects.get().original == 100_000_000
    again = import_sheet(keeper(), "budget", file.replace("£1m", "2m").encode())
    assert (again.added, again.amended, len(again.faults)) == (0, 1, 2)
    assert import_sheet(keeper(), "budget", file.replace("£1m", "2m").encode()).unchanged == 1


def test_a_column_that_is_not_in_the_file_stays_as_it_is():
    a_line(supplier="Marrow")
    import_sheet(keeper(), "budget", f"Line,Year,Spent\nB-1,{YEAR},12\n".encode())
    row = BudgetLine.objects.get()
    assert (row.supplier, row.actual) == ("Marrow", 1200)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "file is empty"),
        (b"Colour,Size\nred,3\n", "no column “Number”"),
        (b"\x00\x01\x02\x03", "CSV"),
        (b"x" * 5_000_001, "at most 5 MB"),
    ],
)
def test_a_file_that_is_none_says_what_to_do(content, sentence):
    with pytest.raises(ValidationError, match=sentence):
        import_sheet(keeper(), "risks", content)


def test_an_export_can_be_taken_in_again_and_changes_nothing():
    a_line(supplier="=Marrow", title="- a line")
    out = io.StringIO()
    call_command("oversight_export", "budget", stdout=out)
    assert "'=Marrow" in out.getvalue()
    assert import_sheet(keeper(), "budget", out.getvalue().encode()).unchanged == 1


def test_the_nine_of_2013_are_ours_and_say_so_and_are_taken_once():
    assert start_with_2013(keeper()).added == 9
    rows = Recommendation.objects.all()
    assert {row.text_is for row in rows} == {"paraphrase"}
    assert all(row.measure and row.addressee and row.source for row in rows)
    with pytest.raises(ValidationError, match="entered already"):
        start_with_2013(keeper())


def test_a_file_is_one_entry_that_says_how_many():
    import_sheet(keeper(), "risks", b"Number,Risk,Likelihood,Impact\nR-1,Late,3,3\nR-2,Lost,9,3\n")
    assert Risk.objects.count() == 1
    assert Entry.objects.filter(kind="oversight-sheet:imported").count() == 1
