"""What every chart is: a caption, a picture, and the table that says the same in numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daybook.web.charts.marks import Mark, drawn
from daybook.web.charts.scales import number_words
from daybook.web.downloads import csv_download

Value = int | float | None
"""None is a number that is not given: not known, or withheld."""

SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Caption:
    """What stands around the picture. `finding` is one sentence: what a reader should see in it.

    `missing` is the word for a number that is not given. Raises ValueError where a part is wanting.
    """

    slug: str
    title: str
    finding: str
    missing: str = "not known"

    def __post_init__(self) -> None:
        if not SLUG.fullmatch(self.slug):
            raise ValueError(
                f"'{self.slug}' cannot name a chart; use lower-case letters, digits and hyphens."
            )
        if not self.title.strip():
            raise ValueError("A chart needs a title.")
        if not re.fullmatch(r"\S.*[^.\s]\.", self.finding):
            raise ValueError("A chart needs a finding: one sentence that ends with a full stop.")


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart. `head` and `rows` are the table: words first, then numbers; `height` is in pixels."""

    caption: Caption
    head: Sequence[str]
    rows: Sequence[Sequence[str | Value]]
    marks: Sequence[Mark] = field(repr=False)
    height: int
    key: Sequence[tuple[str, SafeString]] = ()
    """Names of the series, each with a small picture of its mark; empty where there is one series."""

    @property
    def svg(self) -> SafeString:
        """The picture alone, with title and description for who cannot see it."""
        slug = self.caption.slug
        return format_html(
            '<svg class="db-chart__picture" width="100%" height="{}" role="img" '
            'aria-labelledby="{}-title {}-finding"><title id="{}-title">{}</title>'
            '<desc id="{}-finding">{}</desc>{}</svg>',
            self.height,
            *(slug, slug, slug, self.caption.title, slug, self.caption.finding),
            drawn(self.marks),
        )

    @property
    def table(self) -> dict[str, Any]:
        """The parameters of the `table` component."""
        head = [{"text": self.head[0]}, *({"text": title, "format": "numeric"} for title in self.head[1:])]
        rows = [
            [{"text": str(row[0])}, *({"text": self.said(cell), "format": "numeric"} for cell in row[1:])]
            for row in self.rows
        ]
        hidden = "govuk-visually-hidden"
        caption = {"caption": self.caption.title, "captionClasses": hidden, "firstCellIsHeader": True}
        return {**caption, "head": head, "rows": rows}

    def said(self, cell: str | Value) -> str:
        """A cell as it is read: 1,234, or the word for a number that is not given."""
        if cell is None:
            return self.caption.missing
        return cell if isinstance(cell, str) else number_words(cell)

    def html(self, level: int = 2, csv: str = "") -> SafeString:
        """Heading, finding, picture, table and the link to the CSV; `level` is that of the heading."""
        given = {"chart": self, "heading": f"h{level}", "csv": csv or f"?csv={self.caption.slug}"}
        return SafeString(render_to_string("web/chart.html", given))

    def csv(self) -> StreamingHttpResponse:
        rows = [[self.caption.missing if cell is None else cell for cell in row] for row in self.rows]
        return csv_download(f"{self.caption.slug}.csv", self.head, rows)


def csv_asked(request: HttpRequest, charts: Sequence[Chart]) -> StreamingHttpResponse | None:
    """The CSV of the chart that the address names (`?csv=<slug>`); None where it asks for the page."""
    asked = request.GET.get("csv")
    return next((chart.csv() for chart in charts if chart.caption.slug == asked), None)
