"""Where a record's own page is; upper rooms say so for the kinds of record they have."""

from __future__ import annotations

from uuid import UUID

from django.urls import NoReverseMatch, reverse

_pages: dict[str, str] = {"user": "access:doings"}


def register(record_type: str, url_name: str) -> None:
    """The page of this kind of record takes the record's id as its one argument."""
    _pages[record_type] = url_name


def url_of(record_type: str, record_id: UUID | None) -> str:
    """The address of the record's page; empty where it has none."""
    if record_id is None or record_type not in _pages:
        return ""
    try:
        return reverse(_pages[record_type], args=[record_id])
    except NoReverseMatch:
        return ""
