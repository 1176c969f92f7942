"""The generated officers as users with their roles. They have no password: only the cast has ready-made sign-ins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from daybook.access.actions.user_values import user_values
from daybook.access.kinds import USER_JOINED
from daybook.access.models import RoleGrant, User
from daybook.book.author import system
from daybook.book.sheaf import writing_many
from daybook.demo.generator import GeneratedOfficer
from daybook.demo.loading.marks import DEVICE

JOINED = date(2015, 4, 1)


def load_officers(officers: Iterable[GeneratedOfficer]) -> int:
    """Make users of the officers who are none yet, one entry for each with their roles; how many were made."""
    author = system(DEVICE)
    with transaction.atomic():
        known = officer_ids()
        new = [(officer, user_of(officer)) for officer in officers if officer.collar_number not in known]
        User.objects.bulk_create([user for _, user in new], batch_size=500)
        with writing_many() as sheaf:
            for officer, user in new:
                page = sheaf.page(USER_JOINED, author, "user", user.pk)
                for role in officer.roles:
                    page.add(RoleGrant, user_id=user.pk, role=role, starts=JOINED)
                page.note(user=user_values(user))
    return len(new)


def officer_ids() -> dict[str, UUID]:
    """Ids of all users by collar number."""
    return dict(User.objects.values_list("username", "id"))


def user_of(officer: GeneratedOfficer) -> User:
    """The user, not yet saved, without a password that could be used."""
    return User(
        username=officer.collar_number,
        password=make_password(None),
        first_name=" ".join(officer.given_names),
        last_name=officer.family_name,
        rank=officer.rank,
        station=officer.unit,
        joined=JOINED,
    )
