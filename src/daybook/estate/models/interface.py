"""What passes from one system to another."""

from __future__ import annotations

from django.db import models

from daybook.book.models import BookRecord
from daybook.estate.models.system import System, count, day, one_of, texts
from daybook.estate.register.words import Criticality, InterfaceType


class Interface(BookRecord):
    """`target` depends on what `source` gives it; with `both_ways`, each on the other. Ended ones stay on record.

    `number` is the force's own; one that came from a system's list of dependencies is called "source to target".
    """

    number = models.CharField(max_length=90, unique=True)
    source = models.ForeignKey(System, models.PROTECT, related_name="feeds")
    target = models.ForeignKey(System, models.PROTECT, related_name="fed_by")
    type = one_of(InterfaceType.choices())
    both_ways = models.BooleanField(default=False)
    criticality = one_of(Criticality.choices())
    volume_month = count()
    what = texts()
    ended_on = day()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"interface {self.number}"
