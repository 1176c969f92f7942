"""Rows as tables and lists of facts, made from what the audience is shown."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from daybook.access.models import User
from daybook.oversight.audience import Audience
from daybook.oversight.measures.registry import all_measures
from daybook.oversight.queries import Followed, Page
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS, Sheet
from daybook.oversight.sheets.fields import Field
from daybook.oversight.sheets.reading import spoken
from daybook.web.components import render

NUMERIC = ("money", "whole", "decimal")


def table_of(audience: Audience, page: Page) -> dict[str, Any]:
    """Parameters of the `table` component: the brief fields, the first a link to the row."""
    fields = [field for field in audience.fields(page.sheet) if field.name in page.sheet.brief]
    rows = [[_cell(audience, page.sheet, field, row) for field in fields] for row in page.rows]
    return _table(page.sheet, [_head(field) for field in fields], rows)


def followed_table(audience: Audience, rows: list[Followed]) -> dict[str, Any]:
    """Number, text, owner, the first date with the revised one beside it, and the status."""
    head = [
        {"text": text} for text in ("Number", "Recommendation", "Owner", "First date", "Due now", "Status")
    ]
    return _table(RECOMMENDATIONS, head, [_followed(audience, row) for row in rows])


def _followed(audience: Audience, row: Followed) -> list[dict[str, Any]]:
    values = row.values
    by_hand = " by hand" if row.standing.overridden else ""
    cells = (
        ("Number", _link(audience, RECOMMENDATIONS, values["number"], values["number"])),
        ("Recommendation", values["text"]),
        ("Owner", values["owner"]),
        ("First date", _day(values["due_original"])),
        ("Due now", f"{_day(row.due)}{', revised' if row.revisions else ''}"),
        ("Status", format_html("{}{}", tag(row), by_hand)),
    )
    return [_labelled(label, value) for label, value in cells]


def tag(row: Followed) -> SafeString:
    stage = row.standing.stage
    return render("tag", {"text": stage.label, "classes": f"govuk-tag--{stage.colour}"})


def facts_of(
    audience: Audience, sheet: Sheet, values: dict[str, Any], besides: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Parameters of `summary-list`: the fields that are filled in."""
    fields = [field for field in audience.fields(sheet) if field.name not in besides]
    pairs = [(field.label, _said(field, values[field.name])) for field in fields]
    return {"rows": [{"key": {"text": key}, "value": {"text": value}} for key, value in pairs if value]}


def _said(field: Field, value: Any) -> str:
    if field.kind == "user" and value:
        return str(User.objects.filter(pk=value).first() or "")
    if field.kind == "measure" and value in all_measures():
        return all_measures()[value].title
    return spoken(field, value)


def _table(sheet: Sheet, head: list[dict[str, Any]], rows: list[list[dict[str, Any]]]) -> dict[str, Any]:
    hidden = "govuk-visually-hidden"
    return {"caption": sheet.title, "captionClasses": hidden, "head": head, "rows": rows}


def _head(field: Field) -> dict[str, Any]:
    return {"text": field.label, **({"format": "numeric"} if field.kind in NUMERIC else {})}


def _cell(audience: Audience, sheet: Sheet, field: Field, row: dict[str, Any]) -> dict[str, Any]:
    said = spoken(field, row[field.name])
    value = _link(audience, sheet, row["number"], said) if field.name == sheet.brief[0] else said
    return _labelled(field.label, value) | ({"format": "numeric"} if field.kind in NUMERIC else {})


def _labelled(label: str, value: Any) -> dict[str, Any]:
    """A cell; on a narrow screen its heading stands before it."""
    shown = {"html": value} if isinstance(value, SafeString) else {"text": value or ""}
    return {**shown, **({"attributes": {"data-label": label}} if value else {})}


def _link(audience: Audience, sheet: Sheet, number: str, words: str) -> SafeString:
    where = reverse(f"{audience.name}:record", args=[sheet.slug, number])
    return format_html('<a class="govuk-link" href="{}">{}</a>', where, words)


def _day(value: Any) -> str:
    return f"{value.day} {value:%b %Y}" if value else "None"
