"""The live index: every record as it is compared, and the keys it is found by. All of it can be made again."""

from __future__ import annotations

from uuid import UUID

from django.db import models

from daybook.nominals.models.short import IdField, RecordKeyField

OWN = "daybook"
"""The system of our own people; their key is the person's id."""


class IndexedRecord(models.Model):
    """One record of one system as it is compared.

    `nominal` names the person whom all linked records share: the id of the oldest of our people among them. `cleaned`
    is what `compact.encode` gives.
    """

    id = models.BigAutoField(primary_key=True)
    system = models.CharField(max_length=40)
    key = RecordKeyField()
    nominal = IdField(db_index=True)
    cleaned = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "system"], name="indexed_once")]

    def __str__(self) -> str:
        return f"indexed record {self.id}"

    @property
    def person(self) -> UUID | None:
        """The record of ours that it is; None for another system's."""
        return UUID(self.key) if self.system == OWN else None


class KeyPage(models.Model):
    """Blocking keys that begin with the same bits, each with a record that stands under it: see `key_pages`."""

    page = models.IntegerField(primary_key=True)
    entries = models.BinaryField()

    def __str__(self) -> str:
        return f"page {self.page} of keys"


class Spelling(models.Model):
    """A word of a name under one of the forms it shares with the words one slip of a key away."""

    pk = models.CompositePrimaryKey("form", "word")
    form = models.CharField(max_length=40)
    word = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"spelling {self.form}"


class TermCount(models.Model):
    """How many records have a term, by `field` as in `matching.model.frequencies`: to share a rare one says more."""

    pk = models.CompositePrimaryKey("field", "term")
    field = models.CharField(max_length=10)
    term = models.CharField(max_length=80)
    count = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.field} term"
