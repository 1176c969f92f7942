"""The ready-made sign-ins: one user for each role, made at the start of the demonstration."""

from __future__ import annotations

from django.utils import timezone

from daybook.access import kinds
from daybook.access.demo import DemoSignIn
from daybook.access.models import RoleGrant, User
from daybook.access.roles import Role
from daybook.book import writing
from daybook.book.author import system
from daybook.demo.cast import CAST, CastMember

AUTHOR = system("demonstration")


def ensure_cast() -> int:
    """Make the users of the cast that are not there yet; returns how many were made."""
    there = set(
        User.objects.filter(username__in=[one.collar_number for one in CAST]).values_list(
            "username", flat=True
        )
    )
    missing = [one for one in CAST if one.collar_number not in there]
    for one in missing:
        _join(one)
    return len(missing)


def _join(one: CastMember) -> None:
    user = User(
        username=one.collar_number,
        first_name=one.given_name,
        last_name=one.family_name,
        rank=one.rank,
        station=one.unit,
    )
    user.set_unusable_password()
    with writing(kinds.USER_JOINED, AUTHOR) as page:
        user.save()
        page.about(user)
        page.note(collar_number=one.collar_number, role=one.role)
        page.save(RoleGrant(user=user, role=one.role, starts=timezone.localdate()))


def offered() -> list[DemoSignIn]:
    """The sign-ins as the sign-on page lists them."""
    return [
        DemoSignIn(one.collar_number, Role(one.role).label, one.display_name, one.try_this, one.page)
        for one in CAST
    ]
