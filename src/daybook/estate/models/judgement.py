"""What people judged: scores of the risk framework, and whether two systems do the same."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.models.system import System, one_of
from daybook.estate.register import words


class CriterionScore(BookRecord):
    """A person's score of one criterion; it stands before a computed one, and `reason` says why."""

    system = models.ForeignKey(System, models.PROTECT, related_name="scores")
    criterion = models.CharField(max_length=2)
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()
    evidence = models.CharField("where the evidence is", max_length=300, blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["system", "criterion"], name="estate_score_once_a_criterion")
        ]

    def __str__(self) -> str:
        return f"{self.criterion} of {self.system_id}"


class Verdict(BookRecord):
    """What an analyst found of a pair of systems; `first` is the one with the smaller number."""

    first = models.ForeignKey(System, models.PROTECT, related_name="+")
    second = models.ForeignKey(System, models.PROTECT, related_name="+")
    verdict = one_of(words.PairVerdict.choices())
    reason = models.TextField(blank=True)
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="estate_verdict_once_a_pair")]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.verdict}"
