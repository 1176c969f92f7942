"""Lists: a table with filters and pages, from a queryset or a list, without counting millions of rows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.utils.safestring import SafeString

PER_PAGE = 50
LAST_PAGE = 10_000


@dataclass(frozen=True)
class Column:
    """One column: `cell(row)` gives text, or HTML marked safe."""

    title: str
    cell: Callable[[Any], Any]
    is_number: bool = False

    def head(self) -> dict[str, Any]:
        return {"text": self.title, **({"format": "numeric"} if self.is_number else {})}

    def of(self, row: Any) -> dict[str, Any]:
        """The cell; on a narrow screen, where cells stand below one another, its column's title stands before it."""
        value = self.cell(row)
        key = "html" if isinstance(value, SafeString) else "text"
        shown = "" if value is None else value if key == "html" else str(value)
        label = {"attributes": {"data-label": self.title}} if shown else {}
        return {key: shown, **label, **({"format": "numeric"} if self.is_number else {})}


@dataclass(frozen=True)
class Filter:
    """One choice above the table. It stands in the address, so it must never hold a name or a number of a person."""

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    apply: Callable[[Any, str], Any]

    def chosen(self, request: HttpRequest) -> str:
        given = request.GET.get(self.name, "")
        return given if given in dict(self.choices) else ""

    def params(self, request: HttpRequest) -> dict[str, Any]:
        items = [{"value": "", "text": "All"}, *({"value": v, "text": t} for v, t in self.choices)]
        label = {"text": self.label}
        return {
            "id": self.name,
            "name": self.name,
            "label": label,
            "items": items,
            "value": self.chosen(request),
        }


@dataclass(frozen=True)
class Listing:
    """What `web/listing.html` shows; `rows` are the records on this page, for the consultation to name."""

    rows: list[Any]
    table: dict[str, Any]
    filters: list[dict[str, Any]] = field(default_factory=list)
    pagination: dict[str, Any] | None = None
    empty: str = ""


def list_view(
    request: HttpRequest,
    records: Any,
    columns: Sequence[Column],
    *,
    caption: str,
    filters: Sequence[Filter] = (),
    per_page: int = PER_PAGE,
    empty: str = "Nothing here.",
) -> Listing:
    """One page of the records (a queryset in a fixed order, or a list), filtered as the address says."""
    for choice in filters:
        chosen = choice.chosen(request)
        records = choice.apply(records, chosen) if chosen else records
    number = page_number(request)
    start = (number - 1) * per_page
    rows = list(records[start : start + per_page + 1])
    more, rows = len(rows) > per_page, rows[:per_page]
    return Listing(
        rows=rows,
        table=_table(rows, columns, caption),
        filters=[choice.params(request) for choice in filters],
        pagination=_pagination(request, number, more),
        empty="" if rows else empty,
    )


def page_number(request: HttpRequest) -> int:
    """The page that the address asks for; 1 for anything that is no page."""
    given = request.GET.get("page", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    return min(max(number, 1), LAST_PAGE)


def _table(rows: list[Any], columns: Sequence[Column], caption: str) -> dict[str, Any]:
    cells = [[column.of(row) for column in columns] for row in rows]
    head = [column.head() for column in columns]
    return {"caption": caption, "captionClasses": "govuk-visually-hidden", "head": head, "rows": cells}


def _pagination(request: HttpRequest, number: int, more: bool) -> dict[str, Any] | None:
    links: dict[str, Any] = {}
    if number > 1:
        links["previous"] = _page(request, number - 1)
    if more:
        links["next"] = _page(request, number + 1)
    return links or None


def _page(request: HttpRequest, number: int) -> dict[str, str]:
    query = request.GET.copy()
    query["page"] = str(number)
    return {"href": f"?{query.urlencode()}", "labelText": f"Page {number}"}
