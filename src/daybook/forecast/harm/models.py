"""The tables of harm review lists: weights, lists and who may see them, rows, reviews, exports, recalls, disparity."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models import Person


class HarmWeights(BookRecord):
    """One version of the table of weights; the latest is used. `rows`: key, days, source and mark of each."""

    version = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField()
    added_by = models.UUIDField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at"]

    def __str__(self) -> str:
        return f"harm weights {self.version}"


class Kind(models.TextChoices):
    """Whom a list is of. There is no third kind, and no list changes its kind."""

    VICTIMS = "victims", "Victims at repeated harm"
    OFFENDERS = "offenders", "Offenders with recorded harm"


class HarmList(BookRecord):
    """One list. Without both assessments in date it is closed to everybody.

    `owner` is a user's id, `office` what the public is told instead. Evidence counts for `window_days`; a row is
    reviewed every `review_days` and leaves `grace_days` after a review that nobody did.
    """

    number = models.PositiveIntegerField(unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=120)
    purpose = models.TextField()
    owner = models.UUIDField()
    office = models.CharField(max_length=120)
    window_days = models.PositiveIntegerField()
    least_events = models.PositiveIntegerField()
    reviews_a_week = models.PositiveIntegerField()
    review_days = models.PositiveIntegerField()
    grace_days = models.PositiveIntegerField()
    dpia = models.CharField("data protection impact assessment", max_length=80, blank=True)
    dpia_until = models.DateField(null=True)
    eia = models.CharField("equality impact assessment", max_length=80, blank=True)
    eia_until = models.DateField(null=True)
    drawn = models.PositiveIntegerField("references given out", default=0)
    opened_by = models.UUIDField(null=True)
    opened_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_why = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"harm review list {self.number}"

    @property
    def size_limit(self) -> int:
        """As many as can be reviewed in time with the reviews that can be done in a week."""
        return self.reviews_a_week * self.review_days // 7

    def since(self, today: date) -> date:
        """The first day whose events count."""
        return today - timedelta(days=self.window_days)


class Part(models.TextChoices):
    REVIEWER = "reviewer", "Reviewer"
    OVERSEER = "overseer", "Overseer"


class HarmMember(BookRecord):
    """A user who may see a list beside its owner: reviewers decide, overseers look."""

    harm_list = models.ForeignKey(HarmList, models.PROTECT, related_name="members")
    user = models.UUIDField()
    part = models.CharField(max_length=10, choices=Part)
    named_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.part} of {self.harm_list_id}"


class RowState(models.TextChoices):
    ON = "on", "On the list"
    PASSED = "passed", "Looked at, not put on"
    LEFT = "left", "Has left the list"


class Left(models.TextChoices):
    """Why a row left its list."""

    REVIEWED = "reviewed", "Removed at a review"
    EVIDENCE = "evidence", "Too little of its evidence is left"
    OVERDUE = "overdue", "Not reviewed in time"
    SAME = "same", "The same person as another row"
    PERSON = "person", "Has died, or may not be on such a list"
    ENDED = "ended", "The list has ended"


class HarmRow(BookRecord):
    """A person on a list, or one that was looked at for it. `reference` names the row outside, in place of the person.

    `evidence`: event, number, on, offence, basis, days and weight of each line, as last reckoned; empty once the row
    has left. `decided_at`: when it was put on, passed over or left.
    """

    harm_list = models.ForeignKey(HarmList, models.PROTECT, related_name="rows")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reference = models.CharField(max_length=24, unique=True)
    state = models.CharField(max_length=8, choices=RowState, default=RowState.ON)
    reason = models.TextField()
    decided_by = models.UUIDField(null=True)
    decided_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)
    review_due = models.DateField(null=True)
    evidence = models.JSONField(default=list)
    weights = models.CharField("version of the weights", max_length=40, blank=True)
    left_why = models.CharField(max_length=10, choices=Left, blank=True)

    class Meta:
        ordering = ["entered_at", "pk"]
        indexes = [models.Index(fields=["harm_list", "state"], name="harm_row_by_state")]

    def __str__(self) -> str:
        return f"row {self.reference}"


class HarmReview(BookRecord):
    """A decision of a reviewer about a row that was on the list. `next_due` is empty where the row left."""

    row = models.ForeignKey(HarmRow, models.PROTECT, related_name="reviews")
    by = models.UUIDField(null=True)
    at = models.DateTimeField()
    kept = models.BooleanField()
    reason = models.TextField()
    next_due = models.DateField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"review of {self.row_id}"


class HarmExport(BookRecord):
    """A copy that was handed out: to whom, what for, which fields, and the SHA-256 of its content. It is not kept."""

    harm_list = models.ForeignKey(HarmList, models.PROTECT, related_name="exports")
    number = models.PositiveIntegerField(unique=True)
    form = models.CharField(max_length=8)
    partner = models.CharField(max_length=40)
    recipient = models.CharField(max_length=120)
    purpose = models.TextField()
    fields = models.JSONField()
    rows = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    made_by = models.UUIDField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"export {self.number}"


class HarmExportLine(BookRecord):
    """A row that stood in an export."""

    export = models.ForeignKey(HarmExport, models.PROTECT, related_name="lines")
    row = models.ForeignKey(HarmRow, models.PROTECT, related_name="exported")

    def __str__(self) -> str:
        return f"line of {self.export_id}"


class HarmRecall(BookRecord):
    """A notice to who has a copy with a row that left, or whose evidence was undone: take it out, and say so.

    Chased until it is answered.
    """

    line = models.OneToOneField(HarmExportLine, models.PROTECT, related_name="recall")
    made_at = models.DateTimeField()
    due_on = models.DateField()
    chased = models.PositiveIntegerField(default=0)
    chased_at = models.DateTimeField(null=True)
    answered_by = models.CharField("who there said so", max_length=120, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["due_on", "pk"]

    def __str__(self) -> str:
        return f"recall of {self.line_id}"


class HarmDisparity(BookRecord):
    """Who is on a list by ethnicity, age and area beside who could be, once a month; small numbers are not in it.

    `figures`: by question a list of group, on the list, on record; None where withheld.
    """

    harm_list = models.ForeignKey(HarmList, models.PROTECT, related_name="disparity")
    month = models.DateField("its first day")
    figures = models.JSONField()
    people = models.PositiveIntegerField("on the list", null=True)
    compared = models.PositiveIntegerField("on record", null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["harm_list", "month"], name="harm_disparity_once_a_month")
        ]

    def __str__(self) -> str:
        return f"disparity of {self.harm_list_id}"


class HarmRound(models.Model):
    """When a list was last gone over by itself: working memory."""

    harm_list = models.OneToOneField(HarmList, models.CASCADE, primary_key=True, related_name="+")
    day = models.DateField()

    def __str__(self) -> str:
        return f"round of {self.harm_list_id}"
