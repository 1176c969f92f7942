"""Interfaces, contracts and cost lines as lists: the columns of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from daybook.estate.models import System
from daybook.estate.shown import day, pounds
from daybook.web.pages import Column


def row_link(sheet: str, row: Any, words: str) -> SafeString:
    """To the page on which the row is amended."""
    address = reverse("estate:amend-row", args=[sheet, row.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, words)


def columns_of(sheet: str, may_keep: bool) -> tuple[Column, ...]:
    """The columns of a sheet; whoever may amend its rows gets there by their numbers."""
    number = Column("Number", lambda row: row_link(sheet, row, row.number) if may_keep else row.number)
    return number, *COLUMNS[sheet]


def _links(title: str, systems: Callable[[Any], Iterable[System]]) -> Column:
    def cell(row: Any) -> SafeString:
        pairs = ((reverse("estate:system", args=[one.pk]), one.name) for one in systems(row))
        return format_html_join(", ", '<a class="govuk-link" href="{}">{}</a>', pairs)

    return Column(title, cell)


def months(line: Any) -> str:
    """The months of a cost line: "Apr 2026 to Mar 2027", or the one."""
    first, last = f"{line.first_month:%b %Y}", f"{line.last_month:%b %Y}"
    return first if first == last else f"{first} to {last}"


COLUMNS = {
    "interfaces": (
        _links("From", lambda row: [row.source]),
        _links("To", lambda row: [row.target]),
        Column("How", lambda row: row.get_type_display()),
        Column("Ended", lambda row: day(row.ended_on)),
    ),
    "contracts": (
        Column("Title", lambda row: row.title),
        Column("Supplier", lambda row: row.supplier),
        Column("Ends", lambda row: day(row.ends)),
        Column("A year", lambda row: pounds(row.yearly), is_number=True),
        _links("Systems", lambda row: [cover.system for cover in row.covers.all()]),
    ),
    "costs": (
        _links("System", lambda row: [row.system]),
        Column("What for", lambda row: row.get_category_display()),
        Column("Months", months),
        Column("Amount", lambda row: pounds(row.pence), is_number=True),
    ),
}
