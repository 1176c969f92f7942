"""Columns of the live index that hold in few bytes what other tables hold in words: millions of them are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Func
from django.dispatch import receiver

if TYPE_CHECKING:
    TextField = models.TextField[Any, str]
    UUIDField = models.UUIDField[Any, UUID]
else:
    TextField, UUIDField = models.TextField, models.UUIDField

AN_ID, A_TEXT = b"\x01", b"\x02"
ID_LENGTH = 36
IN_POSTGRESQL = (
    r"(CASE WHEN %(expressions)s ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'"
    r" THEN '\x01'::bytea || decode(replace(%(expressions)s, '-', ''), 'hex')"
    r" ELSE '\x02'::bytea || convert_to(%(expressions)s, 'UTF8') END)"
)
ID_IN_POSTGRESQL = (
    r"(CASE WHEN substr(%(expressions)s, 1, 1) = '\x01'::bytea"
    r" THEN encode(substr(%(expressions)s, 2), 'hex')::uuid END)"
)


class RecordKeyField(TextField):
    """A record's key in its system: text in Python, bytes in the database. One that is an id takes 17, not 36.

    Compared in SQL with a column of text, that column goes through `ShortKey`.
    """

    def get_internal_type(self) -> str:
        """Not that of a text, which could not hold bytes."""
        return "RecordKeyField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "bytea" if connection.vendor == "postgresql" else "blob"

    def get_prep_value(self, value: Any) -> Any:
        return value if value is None or isinstance(value, bytes) else _short(str(value))

    def from_db_value(self, value: Any, *_: object) -> str | None:
        return None if value is None else key_text(bytes(value))


class OurId(Func):
    """The id in the key of a record of ours, as the table of people holds ids; NULL where a key is no id."""

    template = (
        "(CASE WHEN substr(%(expressions)s, 1, 1) = X'01' THEN lower(hex(substr(%(expressions)s, 2))) END)"
    )
    output_field = models.UUIDField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template=ID_IN_POSTGRESQL, **more)


class ShortKey(Func):
    """The bytes under which `RecordKeyField` keeps a key that another table holds as text."""

    function = "nominals_short_key"
    output_field = RecordKeyField()

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper, **more: Any) -> Any:
        return self.as_sql(compiler, connection, template=IN_POSTGRESQL, **more)


@receiver(connection_created)
def _teach(connection: BaseDatabaseWrapper, **_: object) -> None:
    """On SQLite the function is ours."""
    if connection.vendor == "sqlite":
        connection.connection.create_function(ShortKey.function, 1, _short, deterministic=True)


class IdField(UUIDField):
    """An id, on SQLite in 16 bytes instead of 32 letters: to be compared with others of the index only.

    Bytes are taken as they stand: a question whose SQL is kept is asked with what the database holds.
    """

    def get_internal_type(self) -> str:
        """Not that of an id: SQLite would read letters."""
        return "IdField"

    def db_type(self, connection: BaseDatabaseWrapper) -> str | None:
        return "blob" if connection.vendor == "sqlite" else "uuid"

    def get_prep_value(self, value: Any) -> Any:
        return value if isinstance(value, bytes) else super().get_prep_value(value)

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        if isinstance(value, bytes):
            return value
        if connection.vendor != "sqlite":
            return super().get_db_prep_value(value, connection, prepared)
        its = self.to_python(value)
        return None if its is None else its.bytes

    def from_db_value(self, value: Any, *_: object) -> UUID | None:
        return UUID(bytes=value) if isinstance(value, bytes) else value


def _short(text: str) -> bytes:
    if len(text) == ID_LENGTH:
        try:
            its = UUID(text)
        except ValueError:
            pass
        else:
            if str(its) == text:
                return AN_ID + its.bytes
    return A_TEXT + text.encode()


def key_text(stored: bytes) -> str:
    """The key that `RecordKeyField` keeps in these bytes."""
    rest = stored[1:]
    if stored[:1] != AN_ID:
        return rest.decode()
    digits = rest.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def as_id(kept: object) -> UUID:
    """An id as a statement of our own gives it: sixteen bytes or letters on SQLite, an id on PostgreSQL."""
    if isinstance(kept, UUID):
        return kept
    return UUID(bytes=kept) if isinstance(kept, bytes) else UUID(str(kept))
