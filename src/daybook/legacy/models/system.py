"""How an old system stands: paused, answering or not, and how fast it may be driven."""

from __future__ import annotations

from django.db import models


class Breaker(models.TextChoices):
    """Open: nothing is sent until `next_probe_at`; half-open: one delivery is out to see whether it answers."""

    CLOSED = "closed", "Closed"
    OPEN = "open", "Open"
    HALF_OPEN = "half-open", "Half open"


class System(models.Model):
    """`tokens` is the bucket of the rate limit at `tokens_at`; `latency_ms` a running mean of its answers."""

    name = models.CharField(max_length=40, primary_key=True)
    paused = models.BooleanField(default=False)
    paused_by = models.UUIDField(null=True)
    paused_reason = models.CharField(max_length=200, blank=True)
    maintenance_until = models.DateTimeField(null=True)
    rate_per_second = models.FloatField("rate in place of the mapping's", null=True)
    breaker = models.CharField(max_length=10, choices=Breaker, default=Breaker.CLOSED)
    failures = models.PositiveIntegerField("failures in a row", default=0)
    opened_at = models.DateTimeField(null=True)
    next_probe_at = models.DateTimeField(null=True)
    trips = models.PositiveIntegerField("probes that failed in a row", default=0)
    last_error = models.CharField(max_length=300, blank=True)
    tokens = models.FloatField(null=True)
    tokens_at = models.DateTimeField(null=True)
    latency_ms = models.FloatField(null=True)
    last_answer_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
