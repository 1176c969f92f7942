"""Files taken into the register: working memory. What they changed is in the book, row by row."""

from __future__ import annotations

from django.db import models
from uuid_utils.compat import uuid7

from daybook.estate.register.fields import SHEETS


class ImportState(models.TextChoices):
    """Uploaded: its columns are not yet agreed. Asked: waits to be read."""

    UPLOADED = "uploaded", "Uploaded"
    ASKED = "asked", "Waiting"
    RUNNING = "running", "Being read"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


class RegisterImport(models.Model):
    """One file. `columns` maps the file's headings to field names; the last one with a heading is remembered."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sheet = models.CharField(max_length=20, choices=[(each.slug, each.title) for each in SHEETS.values()])
    filename = models.CharField(max_length=200)
    digest = models.CharField("SHA-256 of the file", max_length=64)
    content = models.BinaryField(null=True, help_text="Until it was read.")
    headings = models.JSONField(default=list)
    columns = models.JSONField(default=dict)
    order = models.CharField("order of dates", max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.UPLOADED)
    problem = models.TextField(blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField("when it last said how far it is", null=True)
    finished_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField("rows in the file", default=0)
    read = models.PositiveIntegerField("rows read so far", default=0)
    added = models.PositiveIntegerField(default=0)
    amended = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"import of {self.filename}"

    @property
    def under_way(self) -> bool:
        return self.state in (ImportState.ASKED, ImportState.RUNNING)


class BadRow(models.Model):
    """A row that was not taken, or not as a whole: its faults with their remedies, and its cells as they stood."""

    of = models.ForeignKey(RegisterImport, models.CASCADE, related_name="bad_rows")
    row = models.PositiveIntegerField("row of the file, the heading being 1")
    faults = models.JSONField("[{field, value, problem, remedy}]")
    taken = models.BooleanField("taken all the same, without this", default=False)
    values = models.JSONField(default=list)

    class Meta:
        ordering = ["row"]

    def __str__(self) -> str:
        return f"row {self.row} of {self.of_id}"
