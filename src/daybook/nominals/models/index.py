"""The live index: every record as it is compared, and the keys it is found by. All of it can be made again."""

from __future__ import annotations

from django.db import models

OWN = "daybook"
"""The system of our own people; their key is the person's id."""


class IndexedRecord(models.Model):
    """One record of one system as it is compared.

    `person` is the record of ours that it is, or was taken in as; `nominal` names the person whom all linked records
    share: the id of the oldest of our people among them. `cleaned` is the text that `compact.encode` gives.
    """

    id = models.BigAutoField(primary_key=True)
    system = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    person = models.UUIDField(null=True, db_index=True)
    nominal = models.UUIDField(db_index=True)
    cleaned = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "system"], name="indexed_once")]

    def __str__(self) -> str:
        return f"indexed record {self.id}"


class BlockingKey(models.Model):
    """A record stands under a key of `matching.record_keys`; the pair is the primary key, so the table is the index.

    Nothing points back from a record: the keys it stands under follow from its text.
    """

    pk = models.CompositePrimaryKey("key", "record_id")
    key = models.BigIntegerField()
    record = models.ForeignKey(
        IndexedRecord, models.DO_NOTHING, related_name="+", db_constraint=False, db_index=False
    )

    def __str__(self) -> str:
        return f"key of {self.record_id}"


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
