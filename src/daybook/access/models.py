"""Who may sign on: officers and staff, their rank, posting and roles; devices, tokens, sealed records opened."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from uuid_utils.compat import uuid7

from daybook.access.purpose import Purpose
from daybook.access.roles import CHOICES
from daybook.book.models import BookRecord


class Rank(models.TextChoices):
    STAFF = "staff", "Police staff"
    CONSTABLE = "constable", "Constable"
    SERGEANT = "sergeant", "Sergeant"
    INSPECTOR = "inspector", "Inspector"
    CHIEF_INSPECTOR = "chief-inspector", "Chief Inspector"
    SUPERINTENDENT = "superintendent", "Superintendent"
    CHIEF_SUPERINTENDENT = "chief-superintendent", "Chief Superintendent"


class User(AbstractUser):
    """An officer or member of staff; `username` is the collar (shoulder) number.

    Changed only by the actions of this room, each of which writes the new values into the book.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rank = models.CharField(max_length=24, choices=Rank, default=Rank.CONSTABLE)
    station = models.CharField("station (organisation unit code)", max_length=7, blank=True)
    joined = models.DateField(null=True, blank=True)
    left = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["username"]

    @property
    def collar_number(self) -> str:
        return self.username

    def __str__(self) -> str:
        return f"{self.get_rank_display()} {self.last_name} {self.username}".strip()


class RoleGrant(BookRecord):
    """A role that a user holds from one day to another (both included); `ends` empty: until withdrawn."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=32, choices=CHOICES)
    starts = models.DateField()
    ends = models.DateField(null=True, blank=True)
    acting_rank = models.CharField(max_length=24, choices=Rank, blank=True)
    granted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="grants_given")

    class Meta:
        ordering = ["user", "role", "starts"]

    def __str__(self) -> str:
        return f"{self.role} of {self.user_id}"


class Device(BookRecord):
    """A machine that someone signed on from; `id` is what its cookie and the entries name.

    `lock_digest` is the hash of the token with which the desk itself says that the key was taken out, empty where
    it has none. Who proved themselves on this device no later than `locked_at` must do so again.
    """

    name = models.CharField(max_length=60)
    shared = models.BooleanField("shared by several people", default=False)
    first_seen = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    lock_digest = models.CharField(max_length=64, blank=True, default="", db_index=True)

    class Meta:
        ordering = ["-first_seen"]

    def __str__(self) -> str:
        return self.name


class ApiToken(BookRecord):
    """Permission for a program to act as a user, narrowed to scopes. Only the hash of the token is kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="tokens")
    system = models.CharField("system that uses it", max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    expires = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["expires"]

    def __str__(self) -> str:
        return f"token of {self.system}"


class SealedOpening(BookRecord):
    """A sealed record opened with a reason: lets one user see it for a while, and is the auditors' alert."""

    user = models.ForeignKey(User, models.PROTECT, related_name="sealed_openings")
    record_type = models.CharField(max_length=40)
    record_id = models.UUIDField()
    purpose = models.CharField(max_length=40, choices=Purpose)
    reason = models.TextField()
    opened_at = models.DateTimeField()
    until = models.DateTimeField()
    reviewed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at"]
        indexes = [models.Index(fields=["user", "record_id"], name="opening_by_user")]

    def __str__(self) -> str:
        return f"{self.record_type} {self.record_id} opened"


class SearchShown(models.Model):
    """A record stood in the results of a search: read from the book, so that a look can be found by record."""

    record_id = models.UUIDField()
    entry_id = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record_id", "entry_id"], name="search_shown_once")]

    def __str__(self) -> str:
        return f"{self.record_id} in {self.entry_id}"
