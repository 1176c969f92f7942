"""What was found when the whole register was last looked over: working memory, made anew when the register changes."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.models.system import System, texts, words


class Looking(models.Model):
    """One look for duplicates and dark systems. Only the last is kept; `state` is the register's, as it was then."""

    state = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)
    seconds = models.FloatField()
    candidates = models.PositiveIntegerField("pairs that were compared")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"look of {self.at}"


class DuplicateCluster(models.Model):
    """Systems that do the same work, by number; which is proposed to stay and why. `saving` in pence a year.

    `unknown` are those of the others whose cost nobody knows: the saving is at least the sum.
    """

    of = models.ForeignKey(Looking, models.CASCADE, related_name="clusters")
    members = texts()
    survivor = models.ForeignKey(System, models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    saving = models.BigIntegerField()
    unknown = texts()

    class Meta:
        ordering = ["-saving", "id"]

    def __str__(self) -> str:
        return f"cluster of {self.survivor_id}"


class DuplicatePair(models.Model):
    """A pair with its score in bits; `evidence` is a list of {title, words, bits}, one for each signal."""

    of = models.ForeignKey(Looking, models.CASCADE, related_name="pairs")
    first = models.ForeignKey(System, models.CASCADE, related_name="+")
    second = models.ForeignKey(System, models.CASCADE, related_name="+")
    bits = models.FloatField()
    evidence = models.JSONField()

    class Meta:
        ordering = ["-bits", "id"]

    def __str__(self) -> str:
        return f"{self.first_id} and {self.second_id}: {self.bits:.1f} bits"


class DarkSystem(models.Model):
    """Something paid for or signed on to that is on no register; `traces` say where its name was seen."""

    of = models.ForeignKey(Looking, models.CASCADE, related_name="dark")
    name = models.CharField(max_length=300)
    pence = models.BigIntegerField("paid, over all its payments")
    users = models.PositiveIntegerField()
    nearest = words(300)
    traces = models.JSONField()

    class Meta:
        ordering = ["-pence", "-users", "name"]

    def __str__(self) -> str:
        return f"dark {self.name}"

    @property
    def names(self) -> list[str]:
        """Everything it is called, each once: products, applications and machines."""
        names = [trace.get("product", "") for trace in self.traces]
        names += [key for trace in self.traces for key in trace.get("keys", ())]
        return list(dict.fromkeys(name for name in names if name)) or [self.name]


class NotASystem(BookRecord):
    """A name in ledger or sign-on log that somebody judged to be no system: it is not found again."""

    name = models.CharField(max_length=300, unique=True)
    reason = models.TextField()
    by = models.UUIDField(null=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"no system: {self.name}"
