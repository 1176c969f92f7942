"""Lists: filtered and paged as the address says, and never broken by a strange address."""

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from daybook.web.pages import Column, Filter, Listing, list_view, page_number

NUMBERS = list(range(1, 96))
COLUMNS = [
    Column("Number", lambda row: row, is_number=True),
    Column("Kind", lambda row: "odd" if row % 2 else "even"),
]
KIND = Filter(
    "kind",
    "Kind",
    [("odd", "Odd"), ("even", "Even")],
    lambda rows, value: [row for row in rows if (row % 2 == 1) == (value == "odd")],
)


def listed(query: str = "", **more: Any) -> Listing:
    request = RequestFactory().get(f"/numbers/{query}")
    return list_view(
        request, more.pop("records", NUMBERS), COLUMNS, caption="Numbers", filters=[KIND], **more
    )


def test_first_page_leads_on_and_last_page_leads_back() -> None:
    first, last = listed(), listed("?page=2")
    assert first.rows == NUMBERS[:50]
    assert first.pagination == {"next": {"href": "?page=2", "labelText": "Page 2"}}
    assert last.rows == NUMBERS[50:]
    assert last.pagination == {"previous": {"href": "?page=1", "labelText": "Page 1"}}


def test_filter_holds_over_the_pages() -> None:
    listing = listed("?kind=odd&page=2", per_page=20)
    assert listing.rows == [41 + 2 * step for step in range(20)]
    assert listing.pagination is not None
    assert listing.pagination["next"]["href"] == "?kind=odd&page=3"
    assert listing.filters[0]["value"] == "odd"


def test_a_choice_that_is_not_offered_is_ignored() -> None:
    assert listed("?kind=prime").rows == NUMBERS[:50]


def test_an_empty_list_says_so() -> None:
    listing = listed(records=[], empty="No numbers yet. Add one first.")
    assert "No numbers yet. Add one first." in render_to_string("web/listing.html", {"listing": listing})


def test_cells_are_escaped_unless_marked_safe() -> None:
    column = Column("Name", lambda row: row)
    label = {"attributes": {"data-label": "Name"}}
    assert column.of("<b>") == {"text": "<b>", **label}
    assert column.of(SafeString("<b>x</b>")) == {"html": "<b>x</b>", **label}
    assert column.of(None) == {"text": ""}


def test_table_is_drawn_with_its_caption_for_screen_readers() -> None:
    html = render_to_string("web/listing.html", {"listing": listed()})
    assert '<caption class="govuk-table__caption govuk-visually-hidden">Numbers</caption>' in html
    assert html.count('<tr class="govuk-table__row">') == 51


@given(st.text(max_size=12))
def test_any_page_in_the_address_is_a_page(given_page: str) -> None:
    assert 1 <= page_number(RequestFactory().get("/", {"page": given_page})) <= 10_000


@pytest.mark.parametrize(
    ("given_page", "number"), [("3", 3), ("0", 1), ("-2", 1), ("٣", 1), ("999999", 1), ("", 1)]
)
def test_page_numbers(given_page: str, number: int) -> None:
    assert page_number(RequestFactory().get("/", {"page": given_page})) == number
