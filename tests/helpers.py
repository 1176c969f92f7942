"""What tests of every room need."""

from __future__ import annotations

import time
from typing import Any
from uuid import UUID

from django.test import Client
from django.utils import timezone

from daybook.access import sessions
from daybook.access.caller import Caller
from daybook.access.models import RoleGrant, User
from daybook.book import Author, clerk, readers, writing

OFFICER = Author(user=UUID(int=1), device="test", purpose="operational")


def settle(rounds: int = 50) -> None:
    """Seal and read until nothing moves: what the clerk and the readers do in a running house."""
    for _ in range(rounds):
        if not clerk.seal_pending() + readers.run_once():
            return
    raise AssertionError(f"the book did not come to rest in {rounds} rounds")


def caller_with(*roles: str, username: str = "", purpose: str = "operational") -> Caller:
    """Somebody with these roles, made for the test."""
    username = username or f"T{User.objects.count():04d}"
    user, _ = User.objects.get_or_create(
        username=username, defaults={"last_name": "Tester", "station": "99AA"}
    )
    return Caller(user, frozenset(roles), "test desk", purpose, rank=user.rank)


def arrest(**changed: Any) -> dict[str, Any]:
    """What is typed for an arrest; every hard and soft rule holds."""
    typed: dict[str, Any] = {
        "people_arrested": [
            {
                "family_name": "Quill",
                "given_names": "Ada",
                "date_of_birth": "1990-02-01",
                "sex": "2",
                "pncid": "81/34U",
                "address": ["1 Mill Lane"],
                "postcode": "ZZ1 4AB",
            }
        ],
        "happened_at": timezone.now().isoformat(),
        "place": {"description": "Market Place"},
        "offences": [{"code": "TH68010"}],
        "grounds": "Seen by store staff to leave without paying.",
        "necessity": ["INVESTIGATION"],
        "necessity_reason": "To recover the property and interview promptly.",
    }
    return typed | changed


def signed_on(client: Client, *roles: str) -> Client:
    """The client, signed on as somebody with these roles, the second factor done."""
    caller = caller_with(*roles)
    for role in roles:
        with writing("role:granted", OFFICER) as page:
            page.save(RoleGrant(user=caller.user, role=role, starts=timezone.localdate()))
    client.force_login(caller.user)
    session = client.session
    session[sessions.DEMO] = time.time()
    session.save()
    return client
