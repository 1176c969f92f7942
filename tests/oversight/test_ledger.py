"""Money: each pound is claimed once, and what does not hold together is refused in a sentence."""

import pytest
from django.core.exceptions import ValidationError

from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.models import BenefitQuarter, BudgetLine
from oversight_made import YEAR, a_benefit, a_line, a_quarter, keeper

pytestmark = pytest.mark.django_db


def refused(**values):
    with pytest.raises(ValidationError) as caught:
        a_quarter(**values)
    return " ".join(caught.value.messages)


def test_a_second_claim_on_the_same_pounds_is_refused_and_names_the_first():
    a_line(original="1000")
    a_benefit("BEN-1")
    a_benefit("BEN-2")
    a_quarter("BEN-1", planned="700")
    said = refused(benefit="BEN-2", planned="400")
    assert "BEN-1 “Saving BEN-1” already claims £700" in said
    assert "claim at most £300" in said
    a_quarter("BEN-2", planned="300")
    assert "claim at most £300" in refused(benefit="BEN-2", planned="1", number=2)
    with pytest.raises(ValidationError, match="come to £1,000 already"):
        a_line(original="999")


def test_what_came_counts_where_it_is_more_than_was_planned():
    a_line(original="1000")
    a_benefit("BEN-1")
    a_benefit("BEN-2")
    a_quarter("BEN-1", planned="700", actual="900")
    assert "claim at most £100" in refused(benefit="BEN-2", planned="101")


def test_the_same_quarter_can_be_amended_within_its_own_claim():
    a_line(original="1000")
    a_benefit("BEN-1")
    a_quarter("BEN-1", planned="1000")
    a_quarter("BEN-1", planned="900")
    assert BenefitQuarter.objects.get().planned == 90_000


def test_a_claim_cannot_move_to_a_line_that_is_spoken_for():
    a_line("B-1", original="1000")
    a_line("B-2", original="1000")
    a_benefit("BEN-1", "B-1")
    a_benefit("BEN-2", "B-2")
    a_quarter("BEN-1", planned="600")
    a_quarter("BEN-2", planned="600")
    with pytest.raises(ValidationError, match="BEN-1 “Saving BEN-1” already claims £600"):
        keep_row(keeper(), "benefits", {"number": "BEN-2", "claims_line": "B-1"})


def test_a_quality_benefit_or_a_disbenefit_takes_no_pounds_from_a_line():
    a_line(original="1000")
    a_benefit("BEN-1")
    a_benefit("BEN-3", "", disbenefit="yes")
    a_quarter("BEN-3", planned="5000")
    a_quarter("BEN-1", planned="1000")
    a_benefit("BEN-4", "", benefit_class="quality")
    assert "is in no money" in refused(benefit="BEN-4", planned="1")


def test_a_system_is_claimed_by_one_benefit():
    a_benefit("BEN-1", "", claims_system="S-7")
    with pytest.raises(ValidationError, match="claimed already by BEN-1"):
        a_benefit("BEN-2", "", claims_system="S-7")


def test_a_cashable_benefit_says_what_it_comes_out_of():
    with pytest.raises(ValidationError, match="which budget line or which system"):
        a_benefit("BEN-1", "")
    with pytest.raises(ValidationError, match="There is no budget line “B-9”"):
        a_benefit("BEN-1", "B-9")
    assert "There is no benefit “BEN-7”" in refused(benefit="BEN-7", planned="1")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("original", "-5", "less than nothing"),
        ("original", "€5", "not in pounds"),
        ("original", "", "is empty"),
        ("original", "a lot", "not a number"),
        ("year", "2026-28", "financial year like"),
        ("purpose", "shrink", "Choose one of: run, grow, transform"),
        ("as_at", "31/2/2026", "no such day"),
        ("line", "B 1/2", "letters, digits"),
        ("title", "x" * 121, "at most 120"),
        ("title", "Old\0", "no database keeps"),
    ],
)
def test_a_field_that_cannot_be_read_is_named_with_a_remedy(field, typed, sentence):
    with pytest.raises(ValidationError) as caught:
        a_line(**{field: typed})
    assert sentence in caught.value.message_dict[field][0]


def test_a_line_is_known_by_its_code_and_year_and_money_is_whole_pence():
    a_line(original="1,234.50")
    a_line(original="1.2m")
    assert [(row.number, row.original) for row in BudgetLine.objects.all()] == [(f"B-1.{YEAR}", 120_000_000)]
    with pytest.raises(ValidationError, match="Nothing is different"):
        a_line(original="£1,200,000")
    with pytest.raises(ValidationError, match="above the 90th"):
        a_line(low="5", high="4")


@pytest.mark.parametrize(
    ("sheet", "values", "sentence"),
    [
        ("pilots", {"started": "2026-05-01", "ended": "2026-04-01"}, "ended before it started"),
        ("pilots", {"decision": "stop"}, "what was found before"),
        ("skills", {"level": "8"}, "between 1 and 7"),
        ("skills", {"contractors": "3"}, "more contractors than people"),
        ("risks", {"likelihood": "0"}, "between 1 and 5"),
        ("wishes", {}, "There is no sheet"),
        ("risks", {"colour": "red"}, "has no field “colour”"),
    ],
)
def test_other_sheets_refuse_what_cannot_be(sheet, values, sentence):
    whole = {
        "pilots": {"number": "P-1", "title": "A phone", "question": "Quicker?"},
        "skills": {"number": "S-1", "role": "Tester", "level": "4", "needed": "3", "held": "2"},
        "risks": {"number": "R-1", "title": "Late", "likelihood": "3", "impact": "3"},
    }
    with pytest.raises(ValidationError, match=sentence):
        keep_row(keeper(), sheet, whole.get(sheet, {}) | values)
