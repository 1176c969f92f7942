"""Users, callers and signed-on clients for the tests of every room."""

from __future__ import annotations

import itertools
import time
from datetime import date

from django.test import Client

from daybook.access.caller import Caller, caller_for
from daybook.access.models import RoleGrant, User
from daybook.access.sessions import DEMO
from daybook.book import writing
from helpers import OFFICER

_numbers = itertools.count(1000)


def user_with(*roles: str, rank: str = "constable", password: str | None = None, **fields: object) -> User:
    """A user who holds these roles from the year 2020 on."""
    values = {"last_name": "Test", "first_name": "Terry", **fields}
    user = User(username=str(values.pop("username", f"T{next(_numbers)}")), rank=rank, **values)
    user.set_password(password)
    user.save()
    with writing("role:granted", OFFICER, record=user) as page:
        for role in roles:
            page.save(RoleGrant(user=user, role=role, starts=date(2020, 1, 1)))
    return user


def caller_with(*roles: str, **fields: object) -> Caller:
    """A caller whose user holds these roles, on the device `test`."""
    return caller_for(user_with(*roles, **fields), "test")


def signed_on_client(*roles: str, user: User | None = None, **fields: object) -> Client:
    """A client signed on with full strength as a user who holds these roles; the user is `client.user`."""
    client = Client()
    client.user = user or user_with(*roles, **fields)
    client.force_login(client.user)
    session = client.session
    session[DEMO] = time.time()
    session.save()
    return client
