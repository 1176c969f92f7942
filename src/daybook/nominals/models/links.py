"""What came from other systems, who was judged to be one person, and what waits to be judged.

Source records and decisions are only ever added to: a later version or decision stands in place of an earlier one.
Who is one person follows from the decisions in force (`nominals.membership`); nothing merges two people's rows.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from daybook.book.models import BookRecord
from daybook.nominals.matching import Written


class SourceRecord(BookRecord):
    """A person as another system wrote them, unchanged. What it sends later under the same key is a new version.

    `written` holds a `matching.Written`; `digest` is the SHA-256 of its canonical text. `reused`: its
    key was another person's before, whose record keeps it. `gone`: from this version on its system holds it no more;
    what it said last stays. `submission` names the sending that brought it, where its system gave one.
    """

    system = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    version = models.PositiveIntegerField(default=1)
    received_at = models.DateTimeField()
    digest = models.CharField(max_length=64)
    written = models.JSONField()
    reused = models.BooleanField(default=False)
    gone = models.BooleanField(default=False)
    submission = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["system", "key", "version"], name="one_version_each")]

    def __str__(self) -> str:
        return f"version {self.version} of {self.system} {self.key}"

    def as_written(self) -> Written:
        """What the system wrote, to be cleaned and compared."""
        lists = {
            name: tuple(tuple(one) if isinstance(one, list) else one for one in value)
            for name, value in self.written.items()
            if isinstance(value, list)
        }
        return Written(**{**self.written, **lists, "key": self.key, "system": self.system})


class LinkRun(BookRecord):
    """One linking of many records: with which model and thresholds (bits), and how much came of it."""

    source = models.CharField(max_length=200)
    model = models.CharField(max_length=80)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    thresholds = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"linking of {self.source}"


class Verdict(models.TextChoices):
    SAME = "same", "The same person"
    DIFFERENT = "different", "Different people"
    UNSURE = "unsure", "Not sure"


class Decision(BookRecord):
    """Whether two records are one person. The two stand in the order of system and key.

    Without `by` it is the machine's. `verified`: by fingerprints, DNA or a document seen. `evidence` is the waterfall
    as it was when it was decided: [field, words, bits] each. `known`: what contradicted between the two then, which is
    not asked again (`nominals.contradicted`); null where it was not kept yet. One `operation` may hold several
    decisions and is undone as a whole. In force while nothing supersedes it and nobody has undone it.
    """

    first_system = models.CharField(max_length=40)
    first_key = models.CharField(max_length=80)
    second_system = models.CharField(max_length=40)
    second_key = models.CharField(max_length=80)
    verdict = models.CharField(max_length=9, choices=Verdict)
    by = models.UUIDField("the user; empty for the machine", null=True)
    verified = models.BooleanField(default=False)
    bits = models.FloatField(null=True)
    model = models.CharField(max_length=80, blank=True)
    evidence = models.JSONField(default=list)
    known = models.JSONField(null=True)
    rule = models.CharField(max_length=200, blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    operation = models.UUIDField(db_index=True)
    run = models.ForeignKey(LinkRun, models.PROTECT, null=True, related_name="decisions")
    decided_at = models.DateTimeField()
    superseded_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="supersedes")
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["first_key", "first_system"], name="decision_first"),
            models.Index(fields=["second_key", "second_system"], name="decision_second"),
            models.Index(fields=["by", "decided_at"], name="decision_by"),
        ]

    IN_FORCE = Q(superseded_by=None, undone_at=None)

    def __str__(self) -> str:
        return (
            f"{self.verdict}: {self.first_system} {self.first_key} and {self.second_system} {self.second_key}"
        )

    @property
    def first(self) -> tuple[str, str]:
        return self.first_system, self.first_key

    @property
    def second(self) -> tuple[str, str]:
        return self.second_system, self.second_key

    @property
    def is_in_force(self) -> bool:
        return self.superseded_by_id is None and self.undone_at is None


class Trouble(models.TextChoices):
    """Why a pair of records needs a person's eyes."""

    BRIDGE = "bridge", "A bridge between two groups"
    CONTRADICTION = "contradiction", "Contradictory details"
    GROWING = "growing", "A person who grows too fast"
    REUSED = "reused", "A number used again for another person"
    UNCERTAIN = "uncertain", "Uncertain pair"


class ReviewCase(models.Model):
    """A pair on the data quality desk. Open until it is decided; it can be made again from a run.

    `harm` orders the queue (`nominals.harm`). `size` is how many records the person would have if the two were one.
    `inside`: the two are one person, within whom they contradict. `closed`: why it left the desk without a decision.
    """

    id = models.BigAutoField(primary_key=True)
    trouble = models.CharField(max_length=13, choices=Trouble)
    first_system = models.CharField(max_length=40)
    first_key = models.CharField(max_length=80)
    second_system = models.CharField(max_length=40)
    second_key = models.CharField(max_length=80)
    bits = models.FloatField()
    model = models.CharField(max_length=80, blank=True)
    rule = models.CharField(max_length=200, blank=True)
    size = models.PositiveIntegerField(default=2)
    inside = models.BooleanField(default=False)
    harm = models.FloatField()
    opened_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(Decision, models.SET_NULL, null=True, related_name="cases")
    closed = models.CharField(max_length=200, blank=True)
    locked_by = models.UUIDField(null=True)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["first_system", "first_key", "second_system", "second_key"], name="one_case_a_pair"
            )
        ]
        indexes = [
            models.Index(fields=["settled_at", "-harm"], name="case_queue"),
            models.Index(fields=["first_key", "first_system"], name="case_first"),
            models.Index(fields=["second_key", "second_system"], name="case_second"),
        ]

    def __str__(self) -> str:
        return f"case {self.id}"

    @property
    def is_by_the_machine(self) -> bool:
        """Whether what answered it last is a link of the machine; open again, that link was taken back."""
        return self.decision is not None and self.decision.by is None

    @property
    def may_be_asked_again(self) -> bool:
        """Whether no person has judged it: the machine did, or it was closed since nothing was left to judge."""
        return self.is_by_the_machine or bool(self.closed)

    @property
    def first(self) -> tuple[str, str]:
        return self.first_system, self.first_key

    @property
    def second(self) -> tuple[str, str]:
        return self.second_system, self.second_key
