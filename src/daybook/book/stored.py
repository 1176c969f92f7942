"""Stored rows as the database holds them: no model objects, each vendor's text forms made canonical in SQL."""

from __future__ import annotations

from typing import Any

from django.db import connection

SQLITE = {
    "id": "{0}",
    "time": "{0} || CASE length({0}) WHEN 19 THEN '.000000' ELSE '' END",
    "digest": "lower(hex({0}))",
    "bytes": "CAST({0} AS BLOB)",
    "binary": "CAST({0} AS BLOB)",
    "separator": "char(31)",
}
POSTGRESQL = {
    "id": "replace({0}::text, '-', '')",
    "time": "to_char({0} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "digest": "encode({0}, 'hex')",
    "bytes": "convert_to({0}, 'UTF8')",
    "binary": "{0}",
    "separator": "chr(31)",
}


def forms() -> dict[str, str]:
    return SQLITE if connection.vendor == "sqlite" else POSTGRESQL


def as_id(column: str) -> str:
    """SQL for an id column as 32 hexadecimal digits."""
    return forms()["id"].format(column)


def header_sql(entry: str = "e") -> str:
    """SQL for the bytes of an entry that are sealed: every column of its header, so that no later edit stays unseen.

    Ids and the digest as lower-case hexadecimal, times as `YYYY-MM-DD HH:MM:SS.ffffff` in UTC, empty for null, parted
    by a sign that no column may hold (`canonical.SEPARATOR`). The whole is null where the entry is null.
    """
    form = forms()
    parts = [
        as_id(f"{entry}.id"),
        *(f"{entry}.{name}" for name in ("kind", "act", "record_type")),
        *(f"coalesce({as_id(f'{entry}.{name}')}, '')" for name in ("record_id", "user_id")),
        *(f"{entry}.{name}" for name in ("device", "purpose")),
        *(f"({form['time'].format(f'{entry}.{name}')})" for name in ("happened_at", "written_at")),
        f"coalesce({as_id(f'{entry}.corrects_id')}, '')",
        form["digest"].format(f"{entry}.value_digest"),
    ]
    return form["bytes"].format("(" + f" || {form['separator']} || ".join(parts) + ")")


def fetch(query: str, parameters: list[Any] | None = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        return list(cursor.fetchall())
