"""Deeds of sign-on: users, roles, desks, tokens and sealed records."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from callers import caller_with, user_with
from daybook.access.actions.grant_role import grant_role
from daybook.access.actions.issue_token import issue_token
from daybook.access.actions.leave_user import leave_user
from daybook.access.actions.open_sealed import open_sealed
from daybook.access.models import ApiToken, Device
from daybook.book import writing
from deeds.sample import Sample, end
from helpers import OFFICER

DETAILS = {"family_name": "Yew", "given_name": "Una", "rank": "sergeant"}
OPEN = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}


def a_device() -> Device:
    with writing("user:joined", OFFICER) as page:
        return page.save(Device(name="Desk 4", first_seen=timezone.now()))


def a_token() -> ApiToken:
    scopes = {"system": "X", "scopes": ["access.use"], "days": 1}
    issue_token(caller_with("administrator"), user_with("officer"), **scopes)
    return ApiToken.objects.get(system="X")


def a_leaver() -> Any:
    return leave_user(caller_with("administrator"), user_with("officer"))


def an_opening() -> Any:
    why = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}
    return open_sealed(caller_with("inspector"), "person", uuid4(), **why)


SAMPLES: dict[str, Sample] = {
    "join-user": Sample("administrator", lambda: {"collar_number": "Y1", **DETAILS}, "user:joined"),
    "leave-user": Sample("administrator", lambda: {"user": end(user_with("officer"))}, "user:left"),
    "return-user": Sample("administrator", lambda: {"user": end(a_leaver())}, "user:returned"),
    "amend-user": Sample(
        "administrator", lambda: {"user": end(user_with("officer")), **DETAILS}, "user:amended"
    ),
    "grant-role": Sample(
        "administrator", lambda: {"user": end(user_with("officer")), "role": "analyst"}, "role:granted"
    ),
    "withdraw-role": Sample(
        "administrator",
        lambda: {"grant": end(grant_role(caller_with("administrator"), user_with("officer"), "analyst"))},
        "role:withdrawn",
    ),
    "issue-password": Sample("administrator", lambda: {"user": end(user_with("officer"))}, "password:issued"),
    "issue-token": Sample(
        "administrator",
        lambda: {"user": end(user_with("officer")), "system": "X", "scopes": ["access.use"], "days": 1},
        "token:issued",
    ),
    "revoke-token": Sample("administrator", lambda: {"token": end(a_token())}, "token:revoked"),
    "name-device": Sample(
        "administrator", lambda: {"device": end(a_device()), "name": "Desk 5"}, "device:named"
    ),
    "revoke-device": Sample("administrator", lambda: {"device": end(a_device())}, "device:revoked"),
    "lock-desk": Sample("administrator", lambda: {"device": end(a_device())}, "desk:locked"),
    "issue-desk-token": Sample("administrator", lambda: {"device": end(a_device())}, "desk-token:issued"),
    "revoke-desk-token": Sample("administrator", lambda: {"device": end(a_device())}, "desk-token:revoked"),
    "open-sealed": Sample(
        "inspector", lambda: {"record_type": "person", "record_id": str(uuid4()), **OPEN}, "sealed:opened"
    ),
    "review-opening": Sample(
        "auditor", lambda: {"opening": end(an_opening()), "finding": "Rightly opened"}, "sealed:reviewed"
    ),
}
