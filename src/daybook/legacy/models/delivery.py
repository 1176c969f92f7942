"""One report on its way to one old system."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class Verb(models.TextChoices):
    CREATE = "create", "New"
    AMEND = "amend", "Amendment"
    WITHDRAW = "withdraw", "Withdrawal"
    ERASE = "erase", "Erasure"


class State(models.TextChoices):
    """`sent` waits for an answer that comes later; `waiting` waits to be tried again. `lost`: it was
    confirmed, but a reconciliation showed that the system no longer holds to it, and it was told again."""

    DUE = "due", "Due"
    LEASED = "leased", "Being sent"
    SENT = "sent", "Sent"
    WAITING = "waiting", "Waiting"
    CONFIRMED = "confirmed", "Confirmed"
    REFUSED = "refused", "Refused"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"
    NOT_WANTED = "not-wanted", "Not needed"
    LOST = "lost", "Lost there"


UNFINISHED = [State.DUE, State.LEASED, State.SENT, State.WAITING]
UNSENT_FINAL = [State.SUPERSEDED, State.WITHDRAWN, State.NOT_WANTED]


class Delivery(models.Model):
    """`next_try_at` is when a worker may take it: the end of the lease while leased, the repeat while sent.

    `exposed` says that the old system may have seen it; from then on `payload` is frozen, and it must be
    brought to an end under its own `key`.

    Most deliveries tell a whole record as it stands, so that a newer one replaces an older. With a `part_id` it tells
    one part of a record, such as an entry of a custody record, and nothing replaces it.

    An erasure tells nothing: its record is the notice that asks for it, and once it has its end its payload goes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry_id = models.UUIDField()
    seq = models.BigIntegerField()
    system = models.CharField(max_length=40)
    report = models.CharField(max_length=24)
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField()
    part_id = models.UUIDField("the part of the record that it tells", null=True)
    verb = models.CharField(max_length=8, choices=Verb)
    key = models.CharField("idempotency key", max_length=80, unique=True)
    state = models.CharField(max_length=10, choices=State, default=State.DUE)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField()
    lease_holder = models.CharField(max_length=64, blank=True)
    exposed = models.BooleanField(default=False)
    payload = models.BinaryField(null=True)
    mapping_version = models.CharField(max_length=16, blank=True)
    losses = models.JSONField(default=list)
    reference = models.CharField(max_length=120, blank=True)
    code = models.CharField(max_length=40, blank=True)
    field = models.CharField(max_length=120, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    remedy = models.CharField(max_length=500, blank=True)
    locked_by = models.UUIDField(null=True)
    locked_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry_id", "system", "record_id"], name="one_delivery_per_entry")
        ]
        indexes = [
            models.Index(
                fields=["system", "next_try_at", "seq"],
                name="delivery_claim",
                condition=Q(state__in=UNFINISHED),
            ),
            models.Index(
                fields=["system", "record_id", "seq"],
                name="delivery_order",
                condition=Q(state__in=UNFINISHED),
            ),
            models.Index(fields=["record_id", "system", "seq"], name="delivery_by_record"),
            models.Index(
                fields=["system", "code", "-seq"], name="delivery_desk", condition=Q(state=State.REFUSED)
            ),
        ]

    def __str__(self) -> str:
        return f"delivery {self.key}"


class Reference(models.Model):
    """What an old system calls one of our records."""

    system = models.CharField(max_length=40)
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField()
    reference = models.CharField(max_length=120)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["system", "record_type", "record_id"], name="one_reference_per_record"
            )
        ]
        indexes = [
            models.Index(fields=["record_id"], name="reference_by_record"),
            models.Index(fields=["reference"], name="reference_lookup"),
        ]

    def __str__(self) -> str:
        return f"{self.system} {self.reference}"
