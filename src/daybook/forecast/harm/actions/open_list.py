"""Open a harm review list: its owner, purpose, assessments, window, and as many rows as can be reviewed in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.access.permission import require
from daybook.access.queries import active_users
from daybook.book import writing
from daybook.forecast.harm.gate import OPEN, may_work
from daybook.forecast.harm.kinds import LIST_OPENED
from daybook.forecast.harm.models import HarmList, Kind

LIMITS = {
    "window_days": ("Days that count", 28, 1096),
    "least_events": ("Fewest events", 1, 20),
    "reviews_a_week": ("Reviews a week", 1, 200),
    "review_days": ("Days between reviews", 7, 366),
    "grace_days": ("Days of grace", 0, 28),
}
"""Name, least and most of each number."""
REPEATED = 2
"""Events that make a victim one at repeated harm."""


class FieldError(ValueError):
    """What was given cannot be taken; `name` is its field."""

    def __init__(self, name: str, says: str) -> None:
        super().__init__(says)
        self.name = name


@dataclass(frozen=True, slots=True)
class Assessed:
    """References of both impact assessments and the last day on which each holds."""

    dpia: str
    dpia_until: date | None
    eia: str
    eia_until: date | None


@dataclass(frozen=True, slots=True)
class ListWanted:
    """`owner` is a collar number, `office` what the public is told in place of the owner's name."""

    kind: str
    title: str
    purpose: str
    owner: str
    office: str
    assessed: Assessed
    window_days: int = 365
    least_events: int = REPEATED
    reviews_a_week: int = 10
    review_days: int = 28
    grace_days: int = 7


def open_list(caller: Caller, wanted: ListWanted) -> HarmList:
    """The list, empty. Raises `FieldError`."""
    require(caller, OPEN)
    owner = _checked(caller, wanted)
    row = HarmList(
        number=1 + (HarmList.objects.aggregate(most=Max("number"))["most"] or 0),
        kind=wanted.kind,
        title=wanted.title.strip(),
        purpose=wanted.purpose.strip(),
        owner=owner,
        office=wanted.office.strip(),
        opened_by=caller.author.user,
        opened_at=timezone.now(),
        **{name: getattr(wanted, name) for name in LIMITS},
    )
    take_assessed(row, wanted.assessed)
    with writing(LIST_OPENED, caller.author, row) as page:
        return page.save(row)


def take_assessed(row: HarmList, given: Assessed) -> None:
    """Put both assessments in. Raises `FieldError` where one lacks its reference or is over."""
    for name, what in (("dpia", "Data protection impact assessment"), ("eia", "Equality impact assessment")):
        reference, until = getattr(given, name).strip(), getattr(given, f"{name}_until")
        if not reference:
            raise FieldError(name, f"{what}: give its reference. Without it the list stays closed.")
        if until is None or until < timezone.localdate():
            raise FieldError(f"{name}_until", f"{what}: give the day it runs out, today or later.")
        setattr(row, name, reference)
        setattr(row, f"{name}_until", until)


def _checked(caller: Caller, wanted: ListWanted) -> UUID:
    """The id of the owner."""
    if wanted.kind not in Kind.values:
        raise FieldError("kind", "Choose whom the list is of: victims or offenders, never both.")
    for name, needed in (
        ("title", "Give the list a title."),
        ("purpose", "Say what the list is for, in a sentence that can be published."),
        ("office", "Name the office that answers for it in public."),
    ):
        if not getattr(wanted, name).strip():
            raise FieldError(name, needed)
    for name, (label, least, most) in LIMITS.items():
        if not least <= getattr(wanted, name) <= most:
            raise FieldError(name, f"{label}: give {least} to {most}.")
    if wanted.kind == Kind.VICTIMS and wanted.least_events < REPEATED:
        raise FieldError("least_events", f"Fewest events: harm is repeated from {REPEATED} events on.")
    if wanted.reviews_a_week * wanted.review_days < 7:
        raise FieldError("reviews_a_week", "Reviews a week: with so few, not one person is reviewed in time.")
    return owner_named(caller, wanted.owner).pk


def owner_named(caller: Caller, number: str) -> User:
    """The user who may own a list. Raises `FieldError`; nobody opens a list that they answer for themselves."""
    owner = active_users().filter(username=number.strip()).first()
    if owner is None or not may_work(owner):
        raise FieldError(
            "owner",
            f"Owner: “{number}” is no collar number of a sergeant, inspector or superintendent who may own a list.",
        )
    if caller.user and owner.pk == caller.user.pk:
        raise FieldError("owner", "Owner: somebody else must answer for a list that you open.")
    return owner
