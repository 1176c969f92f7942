"""Nobody can be told from a public figure: small counts are withheld, and subtraction does not bring them back."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybook.custody.figures.months import earlier, twelve_to, whole_quarters, words
from daybook.custody.figures.suppression import LEAST, safe_average, safe_counts, safe_share

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=14)


@given(COUNTS)
def test_no_count_from_one_to_four_is_told(counts: list[int]) -> None:
    assert not any(0 < shown < LEAST for shown in safe_counts(counts) if shown is not None)


@given(COUNTS)
def test_what_is_told_is_true_and_nothing_is_withheld_without_need(counts: list[int]) -> None:
    shown = safe_counts(counts)
    assert all(one in (None, count) for one, count in zip(shown, counts, strict=True))
    assert any(0 < count < LEAST for count in counts) or None not in shown


@given(COUNTS)
def test_the_total_does_not_give_a_withheld_count_away(counts: list[int]) -> None:
    shown = safe_counts(counts)
    left = sum(counts) - sum(one for one in shown if one is not None)
    hidden = shown.count(None)
    others = [count for count in counts if count]
    assert hidden != 1 or len(others) == 1, f"{left} is what one withheld count must be"


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 0], [0, 0]),
        ([12, 4, 9, 30], [12, None, None, 30]),
        ([4, 3, 9], [None, None, 9]),
        ([5, 6], [5, 6]),
        ([4, 0], [None, 0]),
    ],
)
def test_the_next_smallest_goes_with_a_single_small_count(counts: list[int], shown: list[int | None]) -> None:
    assert safe_counts(counts) == shown


def test_an_average_needs_five_records() -> None:
    assert safe_average(7.5, 4) is None
    assert safe_average(7.5, 5) == 7.5


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (4, 100, None),
        (96, 100, None),
        (5, 100, 5.0),
        (0, 100, 0.0),
        (0, 3, None),
        (0, 0, None),
        (50, 50, 100.0),
    ],
)
def test_a_share_hides_a_small_part_and_a_small_rest(part: int, whole: int, shown: float | None) -> None:
    assert safe_share(part, whole) == shown


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_whole_quarters_end_with_a_quarter_that_is_over(day: date) -> None:
    quarters = whole_quarters(day.replace(day=1))
    assert len(quarters) == 12
    assert quarters[-1].month % 3 == 0
    assert earlier(day.replace(day=1), 2) <= quarters[-1] <= day


def test_twelve_months_run_over_the_year() -> None:
    months = twelve_to(date(2026, 3, 1))
    assert (months[0], months[-1], len(set(months))) == (date(2025, 4, 1), date(2026, 3, 1), 12)
    assert words(months) == "April 2025 to March 2026"
