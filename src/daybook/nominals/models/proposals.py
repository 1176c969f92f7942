"""What one person wants parted while a custody record or a case of theirs is open: a second person has to agree."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord


class Deed(models.TextChoices):
    """What is done once a second person agrees."""

    DECIDE = "decide", "Judge the two different people"
    DETACH = "detach", "Detach a record"
    UNDO = "undo", "Take a decision back"


class Answer(models.TextChoices):
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Proposal(BookRecord):
    """`given` are the arguments of the deed. `matters`: what was open when it was proposed, in words without names.

    `records`: system and key of each record concerned. `case` is the pair on the desk that it would settle.
    """

    deed = models.CharField(max_length=6, choices=Deed)
    given = models.JSONField()
    records = models.JSONField()
    reason = models.CharField(max_length=1000, blank=True)
    matters = models.JSONField(default=list)
    case = models.BigIntegerField(null=True)
    proposed_by = models.UUIDField()
    proposed_at = models.DateTimeField()
    answer = models.CharField(max_length=9, choices=Answer, blank=True)
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    answer_reason = models.CharField(max_length=1000, blank=True)

    class Meta:
        indexes = [models.Index(fields=["answer", "proposed_at"], name="proposals_open")]

    def __str__(self) -> str:
        return f"proposal {self.pk}"

    @property
    def identities(self) -> list[tuple[str, str]]:
        return [(system, key) for system, key in self.records]
