"""Putting what was typed into a row: read, checked, and saved on a page of the book where it is new."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.queries import active_users
from daybook.book.pages import Page
from daybook.oversight.models import Recommendation
from daybook.oversight.models.row import Row
from daybook.oversight.refusals import refuse
from daybook.oversight.rules import check_row
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS, SHEETS, Sheet
from daybook.oversight.sheets.fields import Field
from daybook.oversight.sheets.reading import Unreadable, read


def sheet_named(slug: str) -> Sheet:
    if slug not in SHEETS:
        raise ValidationError(f"There is no sheet “{slug}”. There are: {', '.join(SHEETS)}.")
    return SHEETS[slug]


def put(page: Page, sheet: Sheet, values: Mapping[str, str]) -> tuple[Row, set[str]]:
    """Put one row on the page, and which of its fields are new; a row that is as it was is not saved again."""
    given = _given(sheet, values)
    number = sheet.key_of(given)
    row = sheet.model._default_manager.filter(number=number).first() or sheet.model(number=number)
    _fix_first_date(row, given)
    changed = {name for name, value in given.items() if row._state.adding or getattr(row, name) != value}
    for name in changed:
        setattr(row, name, given[name])
    if changed:
        check_row(sheet, row, changed)
        row.kept_at = timezone.now()
        page.save(row)
    return row, changed


def _given(sheet: Sheet, values: Mapping[str, str]) -> dict[str, Any]:
    if unknown := sorted(set(values) - {field.name for field in sheet.fields}):
        raise ValidationError(f"{sheet.title} has no field “{unknown[0]}”.")
    given, wrong = dict[str, Any](), dict[str, str]()
    for field in sheet.fields:
        if field.name not in values and field.name not in sheet.key:
            continue
        try:
            given[field.name] = _user(field, read(field, str(values.get(field.name, ""))))
        except Unreadable as error:
            wrong[field.name] = str(error)
    if wrong:
        raise ValidationError(dict(wrong))
    return given


def _user(field: Field, value: Any) -> Any:
    """A collar number as the user it is of."""
    if field.kind != "user" or not value:
        return value
    user = active_users().filter(username=value).first()
    if user is None:
        raise Unreadable(
            f"“{field.label}” is “{value}”, which is nobody in service. Check the collar number."
        )
    return user.pk


def _fix_first_date(row: Row, given: Mapping[str, Any]) -> None:
    """The first date stays for good; what comes later is a revision beside it."""
    name = RECOMMENDATIONS.field("due_original").name
    if (
        not isinstance(row, Recommendation)
        or row._state.adding
        or row.due_original is None
        or name not in given
    ):
        return
    if given[name] != row.due_original:
        raise refuse(name, "The first date stays as it was set. Revise the date instead, with a reason.")
