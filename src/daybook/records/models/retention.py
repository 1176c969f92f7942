"""Review, retain, dispose: decisions to keep, legal holds, orders of disposal, and who has to be told of one."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from daybook.book.models import BookRecord
from daybook.records.models.person import Person


class RetentionDue(models.Model):
    """When a person's record falls due for review, as last reckoned: working memory, made anew at will."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    group = models.CharField(max_length=1)
    due_on = models.DateField(db_index=True)
    reason = models.CharField(max_length=200)

    def __str__(self) -> str:
        return f"review of {self.person_id}"


class RetentionReview(BookRecord):
    """A decision to keep. `answers`: yes to each question of the national retention criteria that holds, by its id."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="retention_reviews")
    answers = models.JSONField(default=list)
    reason = models.TextField()
    group = models.CharField(max_length=1)
    schedule = models.CharField("version of the schedule", max_length=16)
    next_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"review of {self.person_id}"


class LegalHold(BookRecord):
    """Nothing of the person may be disposed of while it stands, whatever is due."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="legal_holds")
    reason = models.TextField()
    asked_by = models.CharField(max_length=120)
    review_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    placed_at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    lifted_why = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"hold on {self.person_id}"


class OrderState(models.TextChoices):
    PROPOSED = "proposed", "Waits for a second person"
    APPROVED = "approved", "Approved, not carried out"
    DONE = "done", "Done"
    DECLINED = "declined", "Declined"


class DisposalOrder(BookRecord):
    """What is to be disposed of, by ids alone, so that it may stay. `people` and `done`: ids of people, as hex.

    `counts`: how much of what goes, by its title. `fingerprint`: SHA-256 of all that the dry run found. `files`: the
    SHA-256 of files still to be deleted.
    """

    number = models.CharField(max_length=24, unique=True)
    people = models.JSONField()
    counts = models.JSONField()
    fingerprint = models.CharField(max_length=64)
    schedule = models.CharField("version of the schedule", max_length=16)
    state = models.CharField(max_length=8, choices=OrderState, default=OrderState.PROPOSED)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    done = models.JSONField(default=list)
    files = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"disposal order {self.number}"


class Way(models.TextChoices):
    """How an old system comes to hold nothing more of what was disposed of. `correct`: a report that stays for somebody
    else is told again there, as it is now."""

    HAND = "hand", "By hand"
    ERASE = "erase", "Asked to erase it"
    CORRECT = "correct", "Told again without the person"


class Erased(models.TextChoices):
    """What came of a notice. `gone`: the system was asked, and held it no more. `said`: a person said so."""

    ERASED = "erased", "Erased there"
    GONE = "gone", "Not there any more"
    SAID = "said", "Erased by hand"


class ErasureNotice(models.Model):
    """An old system that was told of a record which is disposed of here, and has to erase it there.

    Working memory: nothing of the person stands in it, and the reference is taken out once the system has done it.
    `told_as` names it where it is delivered: an id that nothing else has. `entry` is the erasure that made it; `record`
    the report of ours that stays and is corrected there. `why`: why it has to be done by hand, as a sentence.
    """

    order = models.ForeignKey(DisposalOrder, models.PROTECT, related_name="notices")
    system = models.CharField(max_length=40)
    title = models.CharField(max_length=80)
    reference = models.CharField(max_length=120, blank=True)
    report = models.CharField(max_length=24, blank=True)
    way = models.CharField(max_length=8, choices=Way, default=Way.HAND)
    why = models.CharField(max_length=300, blank=True)
    told_as = models.UUIDField(null=True, unique=True)
    entry = models.UUIDField(null=True, db_index=True)
    record = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.UUIDField(null=True)
    outcome = models.CharField(max_length=8, choices=Erased, blank=True)

    def __str__(self) -> str:
        return f"notice to {self.system}"
