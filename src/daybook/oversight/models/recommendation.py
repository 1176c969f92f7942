"""What was recommended, by when it is due, what shows that it was done, and what was told meanwhile."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.models.system import one_of, texts, words
from daybook.oversight.models.row import Row
from daybook.oversight.sheets.words import Accepted, Aim, TextIs


class Recommendation(Row):
    """Its status is not here: it is computed, see `oversight.standing`. An override runs out by itself."""

    source = words(200)
    source_link = words(300)
    ref = words(40)
    text = models.TextField()
    text_is = one_of(TextIs.choices())
    addressee = words(200)
    accepted = one_of(Accepted.choices())
    accepted_reason = models.TextField(blank=True)
    owner = words()
    owner_user = models.UUIDField("the user who answers for it", null=True, blank=True)
    due_original = models.DateField(null=True, blank=True)
    success_measure = models.TextField(blank=True)
    baseline = words(200)
    target = words(200)
    measure = words(60)
    also_measured = texts()
    aim = one_of(Aim.choices())
    aim_value = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    linked = texts()
    public_text = models.TextField(blank=True)
    internal_note = models.TextField(blank=True)

    override = models.CharField(max_length=20, blank=True)
    override_reason = models.TextField(blank=True)
    override_by = models.UUIDField(null=True, blank=True)
    override_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.UUIDField(null=True, blank=True)
    closed_words = models.TextField(blank=True)

    class Meta(Row.Meta):
        verbose_name = "recommendation"


class DueDate(BookRecord):
    """A revised date; the original stays beside it. `approved_by` is the user who revised it, never the owner."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="revisions")
    due = models.DateField()
    reason = models.TextField()
    approved_by = models.UUIDField(null=True)
    approver = words()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.recommendation_id} due {self.due}"


class EvidenceKind(models.TextChoices):
    LINK = "link", "Link"
    DOCUMENT = "document", "Document"
    METRIC = "metric", "Measured"


class Evidence(BookRecord):
    """What shows that something was done. `digest` is the SHA-256 of a document; a metric keeps what was read then."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=10, choices=EvidenceKind)
    title = models.CharField(max_length=200)
    link = words(300)
    filename = words(200)
    digest = words(64)
    measure = words(60)
    value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    public = models.BooleanField(default=False)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} for {self.recommendation_id}"


class EvidenceFile(models.Model):
    """The content of a document, kept beside the book, which holds its digest."""

    digest = models.CharField(primary_key=True, max_length=64)
    content = models.BinaryField()

    def __str__(self) -> str:
        return self.digest


class Update(BookRecord):
    """A dated word on progress. `on` is the day it tells of; without a recommendation it is about all of the work."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="updates"
    )
    on = models.DateField()
    title = models.CharField(max_length=120)
    text = models.TextField()
    public = models.BooleanField(default=False)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-on", "-at"]
        indexes = [models.Index(fields=["-on", "-at"], name="oversight_updates_by_day")]

    def __str__(self) -> str:
        return f"{self.on}: {self.title}"
