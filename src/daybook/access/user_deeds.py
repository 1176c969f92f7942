"""What administrators, auditors and those who open sealed records do, for the API and the command line."""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeVar
from uuid import UUID

from django.db.models import Model
from pydantic import Field

from daybook.access.actions.amend_user import amend_user
from daybook.access.actions.grant_role import grant_role, withdraw_role
from daybook.access.actions.issue_password import issue_password
from daybook.access.actions.issue_token import issue_token, revoke_token
from daybook.access.actions.join_user import join_user
from daybook.access.actions.leave_user import leave_user, return_user
from daybook.access.actions.lock_desk import issue_desk_token, lock_desk, revoke_desk_token
from daybook.access.actions.name_device import name_device, revoke_device
from daybook.access.actions.open_sealed import open_sealed, review_opening
from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.access.models import ApiToken, Device, Rank, RoleGrant, SealedOpening, User
from daybook.access.purpose import Purpose
from daybook.access.roles import Role

Row = TypeVar("Row", bound=Model)
MANAGE = "access.manage-users"
NO_SECRETS = "A program must not be able to make itself a stronger key than it was given."
Name = Annotated[str, Field(min_length=1, max_length=150)]
Station = Annotated[str, Field(max_length=7)]
Day = Annotated[date, Field(ge=date(1950, 1, 1), le=date(2200, 1, 1))]


def found(model: type[Row], key: UUID) -> Row:
    row = model._default_manager.filter(pk=key).first()
    if row is None:
        raise LookupError(f"There is no such {model._meta.verbose_name}: {key}.")
    return row


class Joiner(Body):
    collar_number: Annotated[str, Field(min_length=1, max_length=20)]
    given_name: Name
    family_name: Name
    rank: Rank
    station: Station = ""
    joined: Day | None = None
    roles: list[Role] = []


class OfUser(Body):
    user: UUID


class Leaver(OfUser):
    last_day: Day | None = None


class UserDetails(OfUser):
    family_name: Name
    given_name: Name
    rank: Rank
    station: Station = ""


class Grant(OfUser):
    role: Role
    starts: Day | None = None
    ends: Day | None = None
    acting_rank: Rank | None = None


class GrantEnd(Body):
    grant: UUID


class NewToken(OfUser):
    system: Annotated[str, Field(min_length=1, max_length=60)]
    scopes: list[str]
    days: int


class TokenEnd(Body):
    token: UUID


class OfDevice(Body):
    device: UUID


class DeviceName(OfDevice):
    name: Annotated[str, Field(max_length=60)] = ""
    shared: bool = False


class Opening(Body):
    record_type: Annotated[str, Field(pattern="^[a-z]+$", max_length=40)]
    record_id: UUID
    reason: str
    purpose: Purpose


class Review(Body):
    opening: UUID
    finding: str


@deed("join-user", "Add a joiner", MANAGE, join_user, "access:join", api="POST /users")
def _join(caller: Caller, body: Joiner) -> Answer:
    return record_id(join_user(caller, **body.model_dump()))


@deed("leave-user", "End a user's service", MANAGE, leave_user, "access:leave", api="POST /users/{pk}/leave")
def _leave(caller: Caller, body: Leaver) -> Answer:
    return record_id(leave_user(caller, found(User, body.user), body.last_day))


@deed("return-user", "Take a leaver back", MANAGE, return_user, "access:return")
def _return(caller: Caller, body: OfUser) -> Answer:
    return record_id(return_user(caller, found(User, body.user)))


@deed("amend-user", "Amend a user's details", MANAGE, amend_user, "access:amend-user")
def _amend(caller: Caller, body: UserDetails) -> Answer:
    return record_id(amend_user(caller, found(User, body.user), **body.model_dump(exclude={"user"})))


@deed("grant-role", "Give a role", MANAGE, grant_role, "access:grant-role", api="POST /users/{pk}/roles")
def _grant(caller: Caller, body: Grant) -> Answer:
    said = {**body.model_dump(exclude={"user"}), "acting_rank": body.acting_rank or ""}
    return record_id(grant_role(caller, found(User, body.user), **said))


@deed(
    "withdraw-role",
    "Withdraw a role",
    MANAGE,
    withdraw_role,
    "access:withdraw-role",
    api="POST /roles/{pk}/withdraw",
)
def _withdraw(caller: Caller, body: GrantEnd) -> Answer:
    return record_id(withdraw_role(caller, found(RoleGrant, body.grant)))


@deed(
    "issue-password",
    "Issue a first password",
    MANAGE,
    issue_password,
    "access:issue-password",
    no_api=NO_SECRETS,
)
def _password(caller: Caller, body: OfUser) -> Answer:
    return {"password": issue_password(caller, found(User, body.user))}


@deed("issue-token", "Issue a token", MANAGE, issue_token, "access:issue-token", no_api=NO_SECRETS)
def _token(caller: Caller, body: NewToken) -> Answer:
    more = body.model_dump(exclude={"user"})
    return {"token": issue_token(caller, found(User, body.user), **more)}


@deed("revoke-token", "End a token", MANAGE, revoke_token, "access:end-token")
def _end_token(caller: Caller, body: TokenEnd) -> Answer:
    return record_id(revoke_token(caller, found(ApiToken, body.token)))


@deed("name-device", "Name a device", MANAGE, name_device, "access:device")
def _device(caller: Caller, body: DeviceName) -> Answer:
    return record_id(name_device(caller, found(Device, body.device), body.name, body.shared))


@deed("revoke-device", "Bar a device", MANAGE, revoke_device, "access:device")
def _end_device(caller: Caller, body: OfDevice) -> Answer:
    return record_id(revoke_device(caller, found(Device, body.device)))


@deed("lock-desk", "Lock a desk", "access.lock-desk", lock_desk, "access:lock-device")
def _lock_desk(caller: Caller, body: OfDevice) -> Answer:
    return record_id(lock_desk(caller, found(Device, body.device)))


@deed(
    "issue-desk-token",
    "Let a desk lock itself",
    MANAGE,
    issue_desk_token,
    "access:device-token",
    no_api=NO_SECRETS,
)
def _desk_token(caller: Caller, body: OfDevice) -> Answer:
    return {"token": issue_desk_token(caller, found(Device, body.device))}


@deed("revoke-desk-token", "End a desk's token", MANAGE, revoke_desk_token, "access:end-device-token")
def _end_desk_token(caller: Caller, body: OfDevice) -> Answer:
    return record_id(revoke_desk_token(caller, found(Device, body.device)))


@deed(
    "open-sealed",
    "Open a sealed record",
    "access.open-sealed",
    open_sealed,
    "access:sealed",
    api="POST /sealed/{record_type}/{record_id}",
)
def _open(caller: Caller, body: Opening) -> Answer:
    why = {"reason": body.reason, "purpose": body.purpose.value}
    return record_id(open_sealed(caller, body.record_type, body.record_id, **why))


@deed("review-opening", "Review an opening", "access.audit", review_opening, "access:opening")
def _review(caller: Caller, body: Review) -> Answer:
    return record_id(review_opening(caller, found(SealedOpening, body.opening), body.finding))
