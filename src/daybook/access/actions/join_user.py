"""A joiner: an officer or member of staff becomes a user."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.actions.user_values import user_values
from daybook.access.caller import Caller
from daybook.access.kinds import USER_JOINED
from daybook.access.models import RoleGrant, User
from daybook.access.permission import require
from daybook.book.pages import writing

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def first_password() -> str:
    """Sixteen letters and digits in four groups, without those that look alike: 79 bits of chance."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def join_user(
    caller: Caller,
    *,
    collar_number: str,
    family_name: str,
    given_name: str,
    rank: str,
    station: str = "",
    joined: date | None = None,
    roles: Iterable[str] = (),
    password: str | None = None,
) -> User:
    """Make the user, with their first roles, in one entry. Raises ValidationError for a number that is taken.

    Without a password the user signs on by the force's identity provider, or gets one issued later.
    """
    require(caller, "access.manage-users")
    first_day = joined or timezone.localdate()
    user = User(
        username=collar_number.strip().upper(),
        last_name=family_name.strip(),
        first_name=given_name.strip(),
        rank=rank,
        station=station.strip().upper(),
        joined=first_day,
    )
    user.set_password(password)
    _check(user)
    with writing(USER_JOINED, caller.author, record=user) as page:
        user.save()
        for role in roles:
            page.save(RoleGrant(user=user, role=role, starts=first_day, granted_by=caller.user))
        page.note(user=user_values(user))
    return user


def _check(user: User) -> None:
    if User.objects.filter(username__iexact=user.username).exists():
        raise ValidationError(
            {
                "collar_number": f"Collar number {user.username} is already in use. Look for the user in the list."
            }
        )
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        names = {"username": "collar_number", "last_name": "family_name", "first_name": "given_name"}
        raise ValidationError(
            {names.get(field, field): found for field, found in error.message_dict.items()}
        ) from error
