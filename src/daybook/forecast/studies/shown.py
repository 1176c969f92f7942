"""A part of a study as a page or a file shows it: charts drawn, tables with their CSV."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.safestring import SafeString

from daybook.forecast.studies.parts import Part, Sheet
from daybook.web.charts import csv_asked
from daybook.web.downloads import csv_download

Csv = Callable[[str, Sequence[str], Sequence[Sequence[Any]]], str]
"""The address of a CSV, from its slug, head and rows."""


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """`table`: parameters of the component."""

    title: str
    words: str
    table: dict[str, Any]
    csv: str


@dataclass(frozen=True, slots=True)
class ShownPart:
    """`said`: findings that no picture says."""

    part: Part
    said: Sequence[str]
    pictures: Sequence[SafeString]
    sheets: Sequence[ShownSheet]


def shown(part: Part, csv: Csv) -> ShownPart:
    charts = [one.chart() for one in part.drawings]
    captioned = {one.finding for one in part.drawings}
    return ShownPart(
        part,
        [one for one in part.findings if one not in captioned],
        [chart.html(3, csv(chart.caption.slug, chart.head, chart.rows)) for chart in charts],
        [_sheet(one, csv) for one in part.sheets if one.rows],
    )


def _sheet(sheet: Sheet, csv: Csv) -> ShownSheet:
    table = {
        "caption": sheet.title,
        "captionClasses": "govuk-visually-hidden",
        "firstCellIsHeader": True,
        "head": [{"text": text} for text in sheet.head],
        "rows": [[{"text": cell} for cell in row] for row in sheet.rows],
    }
    return ShownSheet(sheet.title, sheet.words, table, csv(sheet.slug, sheet.head, sheet.rows))


def on_page(slug: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    """The address of a CSV on the page of a study."""
    return f"?csv={slug}"


def csv_of(request: HttpRequest, parts: Sequence[Part]) -> HttpResponseBase | None:
    """The CSV of a picture or a table that the address names (`?csv=<slug>`); None where it asks for the page."""
    asked = request.GET.get("csv")
    sheet = next((one for part in parts for one in part.sheets if one.slug == asked), None)
    if sheet:
        return csv_download(f"{sheet.slug}.csv", sheet.head, sheet.rows)
    return csv_asked(request, [one.chart() for part in parts for one in part.drawings if one.slug == asked])
