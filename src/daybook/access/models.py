"""Who may sign on: officers and staff, their rank, posting and roles."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from uuid_utils.compat import uuid7


class Rank(models.TextChoices):
    STAFF = "staff", "Police staff"
    CONSTABLE = "constable", "Constable"
    SERGEANT = "sergeant", "Sergeant"
    INSPECTOR = "inspector", "Inspector"
    CHIEF_INSPECTOR = "chief-inspector", "Chief Inspector"
    SUPERINTENDENT = "superintendent", "Superintendent"
    CHIEF_SUPERINTENDENT = "chief-superintendent", "Chief Superintendent"


class User(AbstractUser):
    """An officer or member of staff; `username` is the collar (shoulder) number."""

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
