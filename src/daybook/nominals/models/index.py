"""The live index: every record as it is compared, and the keys it is found by. All of it can be made again."""

from __future__ import annotations

from django.db import models

OWN = "daybook"
"""The system of our own people; their key is the person's id."""


class IndexedRecord(models.Model):
    """One record of one system as it is compared.

    `person` is the record of ours that it is, or was taken in as; `nominal` names the person whom all linked records
    share: the id of the oldest of our people among them. `cleaned` is the compact text of a `matching.Cleaned`.
    """

    id = models.BigAutoField(primary_key=True)
    system = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    person = models.UUIDField(null=True, db_index=True)
    nominal = models.UUIDField(db_index=True)
    cleaned = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key"], name="indexed_once")]

    def __str__(self) -> str:
        return f"indexed record {self.id}"


class BlockingKey(models.Model):
    """A record stands under a key of `matching.record_keys`; the pair is the primary key, so the table is the index."""

    pk = models.CompositePrimaryKey("key", "record_id")
    key = models.BigIntegerField()
    record = models.ForeignKey(IndexedRecord, models.CASCADE, related_name="keys")

    def __str__(self) -> str:
        return f"key of {self.record_id}"
