"""Writing many rows with different values in one go, on both databases."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from daybook.legacy.models import Delivery


def write(rows: Sequence[Delivery], names: Sequence[str]) -> None:
    """UPDATE these columns of each row. One prepared statement, sent as a batch."""
    if not rows:
        return
    meta = Delivery._meta
    fields = [field for field in meta.concrete_fields if field.name in names]
    columns = ", ".join(f"{connection.ops.quote_name(field.column or field.name)} = %s" for field in fields)
    sql = f"UPDATE {connection.ops.quote_name(meta.db_table)} SET {columns} WHERE id = %s"  # noqa: S608
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in (*fields, meta.pk)]
        for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(sql, values)
