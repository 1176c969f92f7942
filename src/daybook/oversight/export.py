"""A sheet as CSV: the fields that the audience is shown, so that the file can be taken in again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import StreamingHttpResponse

from daybook.access.models import User
from daybook.oversight.audience import Audience
from daybook.oversight.queries import Followed, Page
from daybook.oversight.sheets.fields import Field
from daybook.oversight.sheets.reading import written
from daybook.web.downloads import csv_download

COMPUTED = ("Status", "Why", "Due now", "Last heard of")


def rows_csv(audience: Audience, page: Page, followed: list[Followed] | None = None) -> StreamingHttpResponse:
    """The download; of recommendations with what is computed of each."""
    return csv_download(f"{page.sheet.slug}.csv", *_parts(audience, page, followed))


def _parts(
    audience: Audience, page: Page, followed: list[Followed] | None
) -> tuple[list[str], Iterator[list[Any]]]:
    head = [field.label for field in audience.fields(page.sheet)]
    return head + (list(COMPUTED) if followed is not None else []), lines(audience, page, followed)


def lines(audience: Audience, page: Page, followed: list[Followed] | None = None) -> Iterator[list[Any]]:
    """Each row as texts; what was typed reads the same again."""
    fields, collars = audience.fields(page.sheet), _collars(page)
    computed = {one.values["number"]: _computed(one) for one in followed or ()}
    for row in page.rows:
        yield [_text(field, row[field.name], collars) for field in fields] + computed.get(row["number"], [])


def _text(field: Field, value: Any, collars: dict[UUID, str]) -> str:
    return collars.get(value, "") if field.kind == "user" else written(field, value)


def _collars(page: Page) -> dict[UUID, str]:
    names = [field.name for field in page.sheet.fields if field.kind == "user"]
    users = {row[name] for row in page.rows for name in names if row.get(name)}
    return dict(User.objects.filter(pk__in=users).values_list("pk", "username")) if users else {}


def _computed(one: Followed) -> list[Any]:
    return [one.standing.stage.label, " ".join(one.standing.why), one.due or "", one.heard_on or ""]
