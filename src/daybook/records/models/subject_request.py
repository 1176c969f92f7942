"""A person's request for their own data, what was collected for it, and what a person decided about each item."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.person import Person


class RequestState(models.TextChoices):
    OPEN = "open", "Received"
    COLLECTED = "collected", "Under review"
    RELEASED = "released", "Released"


class Identity(models.TextChoices):
    """How it was made sure that whoever asks is the person, or acts for them."""

    DOCUMENT = "document", "Photo identity document seen"
    KNOWN = "known", "Known to an officer, who says so"
    REPRESENTATIVE = "representative", "Acts for them: written authority and identity document seen"
    COURT = "court", "Ordered by a court"


class SubjectRequest(BookRecord):
    """A request under the Data Protection Act 2018 s.45. `identified_on`: when what proves the identity had come.

    `pdf_sha256` and `json_sha256` name the bundle that was released, and no other.
    """

    number = models.CharField(max_length=24, unique=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="subject_requests")
    asked_by = models.CharField(max_length=120)
    identity = models.CharField(max_length=14, choices=Identity)
    received_on = models.DateField()
    identified_on = models.DateField()
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.OPEN)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    collected_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)
    pdf_sha256 = models.CharField(max_length=64, blank=True)
    json_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "due_on"], name="subject_request_due")]

    def __str__(self) -> str:
        return f"subject access request {self.number}"


class ItemDecision(BookRecord):
    """What a person decided about one item, as it stood then (`digest`); the newest of an item counts.

    `shown`: the places of redactions that are lifted. `hidden`: the facts that are withheld beside the rules.
    `exemption`: the paragraph of s.45(4) under which the whole item is withheld; empty where it is not.
    """

    request = models.ForeignKey(SubjectRequest, models.PROTECT, related_name="decisions")
    item = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    exemption = models.CharField(max_length=1, blank=True)
    shown = models.JSONField(default=list)
    hidden = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "item"], name="decision_by_item")]

    def __str__(self) -> str:
        return f"decision on {self.item}"


class CollectedItem(models.Model):
    """One thing that is held about the person, as it was collected: working memory, encrypted, in no entry.

    `handling` is the mark of the record that it was made from; a sealed one is read only when it was opened.
    """

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="items")
    key = models.CharField(max_length=80)
    place = models.PositiveIntegerField()
    section = models.CharField(max_length=24)
    digest = models.CharField(max_length=64)
    withheld = models.PositiveIntegerField("redactions by rule", default=0)
    whole = models.CharField("rule that withholds all of it", max_length=12, blank=True)
    handling = models.CharField(max_length=10)
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField(null=True)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "key"], name="collected_once")]
        indexes = [models.Index(fields=["request", "place"], name="collected_in_order")]

    def __str__(self) -> str:
        return f"item {self.place} of {self.request_id}"


class BundleFile(models.Model):
    """A file of a released bundle, encrypted. `form`: pdf or json."""

    request = models.ForeignKey(SubjectRequest, models.CASCADE, related_name="files")
    form = models.CharField(max_length=4)
    sealed = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "form"], name="bundle_file_once")]

    def __str__(self) -> str:
        return f"{self.form} of {self.request_id}"
