"""Officers for measurements, signed on at full strength."""

from __future__ import annotations

import itertools
import time
from typing import Any

_numbers = itertools.count(1)


def signed_on(*roles: str) -> tuple[Any, Any]:
    """A Django test client with the session of a new user who holds these roles, and the user."""
    from django.test import Client
    from django.utils import timezone

    from daybook.access.models import RoleGrant, User
    from daybook.access.sessions import DEMO
    from daybook.book import writing
    from daybook.book.author import system

    user = User(username=f"B{next(_numbers):04d}", first_name="Bench", last_name="Officer", rank="sergeant")
    user.set_unusable_password()
    user.save()
    with writing("role:granted", system("measurement"), record=user) as page:
        for role in roles:
            page.save(RoleGrant(user=user, role=role, starts=timezone.localdate()))
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEMO] = time.time()
    session.save()
    return client, user
