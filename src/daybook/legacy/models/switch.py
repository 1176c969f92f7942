"""Who is master of one kind of record, Daybook or the old system: each turn of the switch, and who agreed to it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from daybook.book.models import BookRecord


class Position(models.TextChoices):
    """In the order in which a switch is turned on."""

    OLD_IS_MASTER = "old-is-master", "Old is master"
    OLD_WINS = "old-wins", "Both, old wins"
    OURS_WINS = "ours-wins", "Both, ours wins"
    OURS_ONLY = "ours-only", "Ours only"

    @property
    def next(self) -> Position | None:
        """The one that it may be turned on to; None at the end."""
        following = self.earlier_count + 1
        return list(Position)[following] if following < len(Position) else None

    @property
    def earlier(self) -> list[Position]:
        """Those that it may be turned back to, the nearest first."""
        return list(Position)[: self.earlier_count][::-1]

    @property
    def earlier_count(self) -> int:
        return list(Position).index(self)


class TurnState(models.TextChoices):
    WAITING = "waiting", "Waits for a second person"
    DONE = "done", "Done"
    DECLINED = "declined", "Not agreed"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Turn(BookRecord):
    """One turn of a switch; where a switch stands is where its last turn that was done left it.

    `function` is a kind of record that the system takes; `clean_days` is what the rule had counted then.
    """

    system = models.CharField(max_length=40)
    function = models.CharField(max_length=40)
    before = models.CharField(max_length=14, choices=Position)
    after = models.CharField(max_length=14, choices=Position)
    reason = models.CharField(max_length=500)
    clean_days = models.PositiveSmallIntegerField(null=True)
    state = models.CharField(max_length=9, choices=TurnState, default=TurnState.DONE)
    asked_by = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answer_reason = models.CharField(max_length=500, blank=True)
    turned_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["system", "function", "turned_at"], name="turn_history")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "function"], condition=Q(state=TurnState.WAITING), name="one_waiting_turn"
            )
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.function}: {self.before} to {self.after}"

    @property
    def is_forward(self) -> bool:
        return Position(self.after).earlier_count > Position(self.before).earlier_count
