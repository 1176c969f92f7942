"""How things stand where another host delivers to a system, as the office saw them in NATS last."""

from __future__ import annotations

from django.db import models


class FarSide(models.Model):
    """`told_paused`: whether its hosts were told to hold, since `told_at`; null while they were told nothing.

    `hosts`: each with `name`, `seen_at` (ISO 8601), `paused` (it obeys) and `problem`. `waiting` parcels are in NATS,
    `handed_out` of them taken and not answered. `looked_at`: when this was so; `problem`: why it is not known since.
    """

    system = models.CharField(max_length=40, primary_key=True)
    told_paused = models.BooleanField(null=True)
    told_at = models.DateTimeField(null=True)
    hosts = models.JSONField(default=list)
    waiting = models.PositiveIntegerField(default=0)
    handed_out = models.PositiveIntegerField(default=0)
    looked_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"far side of {self.system}"
