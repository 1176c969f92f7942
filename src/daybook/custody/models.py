"""The tables of custody: suites with their cells, custody records, and the entries from which all else follows."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from uuid_utils.compat import uuid7

from daybook.book.models import BookRecord
from daybook.records.models import Event, Person


class Suite(BookRecord):
    """A custody suite. `code` stands in addresses; `ou` is the organisation unit code of its station."""

    name = models.CharField(max_length=60)
    code = models.SlugField(max_length=12, unique=True)
    ou = models.CharField("organisation unit code", max_length=7, blank=True)
    station = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class CellKind(models.TextChoices):
    CELL = "cell", "Cell"
    DETENTION_ROOM = "detention-room", "Detention room"
    INTERVIEW_ROOM = "interview-room", "Interview room"
    MEDICAL_ROOM = "medical-room", "Medical room"


class Cell(BookRecord):
    """A cell or room of a suite. `capacity` is how many may be held there at a time; 0 where nobody is held."""

    Kind = CellKind

    suite = models.ForeignKey(Suite, models.PROTECT, related_name="cells")
    name = models.CharField(max_length=12)
    kind = models.CharField(max_length=16, choices=Kind, default=Kind.CELL)
    capacity = models.PositiveSmallIntegerField(default=1)
    features = models.CharField(max_length=200, blank=True)
    in_use = models.BooleanField(default=True)

    class Meta:
        ordering = ["suite", "name"]
        constraints = [models.UniqueConstraint(fields=["suite", "name"], name="cell_once_in_a_suite")]

    def __str__(self) -> str:
        return f"{self.name} of {self.suite_id}"


class CustodyRecord(BookRecord):
    """One period of one person in custody. What happened in it is in its entries, and nowhere else.

    `continues` is the earlier period on the same matter: before release on bail, before a transfer. `closed_at` is
    when the person left, as the entries in force say; null while they are here.
    """

    number = models.CharField(max_length=24, unique=True)
    suite = models.ForeignKey(Suite, models.PROTECT, related_name="records")
    person = models.ForeignKey(Person, models.PROTECT, related_name="custody_records")
    arrest = models.ForeignKey(Event, models.PROTECT, related_name="custody_records")
    continues = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="continued_by")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["suite", "closed_at"], name="custody_by_suite")]

    def __str__(self) -> str:
        return f"custody record {self.number}"


class CustodyEntry(BookRecord):
    """One entry of a custody record, never changed and never taken out.

    `details` are the answers that its kind asks for. An entry that another one `corrects` is out of force; the
    correction stands in its place, or nothing does where its details are null. `happened_at` is when it happened,
    `entered_at` when it was written here, `noted_at` when it was written down while the server could not be reached.
    """

    record = models.ForeignKey(CustodyRecord, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=32)
    happened_at = models.DateTimeField()
    entered_at = models.DateTimeField()
    noted_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    details = models.JSONField(null=True)
    corrects = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    reason = models.TextField("why it corrects", blank=True)
    reasons = models.JSONField("answers to soft findings", default=dict)
    override = models.TextField("why a rule was set aside", blank=True)
    submission = models.UUIDField(unique=True)

    class Meta:
        indexes = [
            models.Index(fields=["record", "entered_at"], name="custody_entry_by_record"),
            models.Index(fields=["kind", "happened_at"], name="custody_entry_by_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.record_id}"


class EntryDraft(models.Model):
    """What is being typed for a custody record: working memory, encrypted, no part of the record yet.

    `about` is the record, or the arrest while its record is being opened; `form` what is being written; `user` who
    types it now. It is the record's, not the user's: a colleague may take it over.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    about = models.UUIDField()
    form = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    sealed = models.BinaryField()
    started_at = models.DateTimeField(auto_now_add=True)
    saved_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["about", "form"], name="custody_draft_by_form")]

    def __str__(self) -> str:
        return f"draft {self.id}"


class Alert(models.Model):
    """An alert that stands: something of a detention is about to fall due, or is overdue.

    Working memory: the alert itself is the `entry`, written once. `minutes` are those left when it was given, 0 once
    overdue. `settled_at`: it is done, or the clock moved, or a later alert of the same due time took its place.
    """

    entry = models.OneToOneField(CustodyEntry, models.PROTECT, related_name="alert")
    record = models.ForeignKey(CustodyRecord, models.PROTECT, related_name="alerts")
    what = models.CharField(max_length=32)
    rule = models.CharField(max_length=12)
    note = models.CharField(max_length=120, blank=True)
    due_at = models.DateTimeField()
    minutes = models.PositiveIntegerField()
    given_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["record"],
                condition=models.Q(settled_at__isnull=True),
                name="alert_standing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} of {self.record_id}"


class Handover(BookRecord):
    """A shift handed over in a suite. Two custody officers sign, each for themselves; it waits until the second has."""

    suite = models.ForeignKey(Suite, models.PROTECT, related_name="handovers")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    notes = models.TextField(blank=True)
    detainees = models.PositiveSmallIntegerField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-given_at"]

    def __str__(self) -> str:
        return f"handover of {self.suite_id}"
