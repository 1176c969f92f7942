"""Studies of patterns: what each was made from stands in the book; what it found is kept as long as it is of use."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.forecast.models.working import CrimeSource, Work


class PatternStudy(BookRecord):
    """One study. From `plan`, the files and the code its parts can be made again; `parts_sha256` is that of their JSON.

    `plan` holds all that was asked, and how the file is read.
    """

    title = models.CharField(max_length=120)
    source_origin = models.CharField(max_length=8)
    source_name = models.CharField(max_length=200)
    source_sha256 = models.CharField(max_length=64)
    source_rows = models.PositiveIntegerField()
    area_name = models.CharField("boundary file", max_length=200, blank=True)
    area_sha256 = models.CharField(max_length=64, blank=True)
    plan = models.JSONField()
    notes = models.JSONField("what was odd in the data", default=list)
    events = models.PositiveIntegerField("events looked at")
    outside = models.PositiveIntegerField("events outside the area")
    first_at = models.DateTimeField("first event")
    last_at = models.DateTimeField("last event")
    flat = models.CharField("coordinate system", max_length=20)
    code_version = models.CharField(max_length=80)
    parts_sha256 = models.CharField(max_length=64)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"study {self.title}"


class StudyParts(models.Model):
    """What pages draw of a study: it can be made again. `parts` as `studies.parts.Part.told` gives them."""

    study = models.OneToOneField(PatternStudy, models.CASCADE, primary_key=True, related_name="kept")
    parts = models.JSONField()

    def __str__(self) -> str:
        return f"parts of {self.study_id}"


class PatternJob(Work):
    """A study that was asked for. `wish` as `StudyAsked.told` gives it."""

    source = models.ForeignKey(CrimeSource, models.CASCADE, related_name="studies")
    wish = models.JSONField()
    study = models.ForeignKey(PatternStudy, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"study of {self.source_id}"

    @property
    def title(self) -> str:
        return str(self.wish["title"])
