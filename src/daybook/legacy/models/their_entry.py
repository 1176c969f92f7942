"""Entries of custody records that were typed in an old system, kept as that system holds them."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class TheirEntry(BookRecord):
    """One entry, or the opening, as it stands there. What changes there under its number is a new version.

    `record` is their number of the custody record. `custody_id`: the custody record of ours that it names, if any;
    `entry_id`: the entry of ours that it is, told by us and changed there. `said`: what it says by the path of our
    document, in our codes where they are known; of people only the officer, for a person is a source record. `entered`:
    the day on which that system got it. `gone`: from this version on its system holds it in force no more.
    """

    system = models.CharField(max_length=40)
    reference = models.CharField(max_length=120)
    version = models.PositiveIntegerField(default=1)
    report = models.CharField(max_length=24)
    record = models.CharField(max_length=120)
    custody_id = models.UUIDField(null=True)
    entry_id = models.UUIDField(null=True)
    happened_at = models.DateTimeField(null=True)
    entered = models.DateField(null=True)
    received_at = models.DateTimeField()
    said = models.JSONField()
    gone = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "reference", "version"], name="one_version_of_their_entry"
            )
        ]
        indexes = [
            models.Index(fields=["custody_id"], name="their_entry_of_ours"),
            models.Index(fields=["system", "record"], name="their_entry_of_record"),
        ]

    def __str__(self) -> str:
        return f"version {self.version} of {self.system} {self.reference}"
