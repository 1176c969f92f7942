"""The HTTP API of this room: who I am, users and their roles, the entries of the book."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema, Status

from daybook.access import audit
from daybook.access.actions.grant_role import grant_role, withdraw_role
from daybook.access.actions.join_user import join_user
from daybook.access.actions.leave_user import leave_user
from daybook.access.actions.lock_desk import lock_desk
from daybook.access.actions.open_sealed import open_sealed
from daybook.access.api_base import PROBLEMS, DeskSignOn
from daybook.access.audit import Line, Question
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.models import Device, Rank, RoleGrant, User
from daybook.access.permission import all_permissions, allowed
from daybook.access.purpose import Purpose
from daybook.access.queries import grants_in_force
from daybook.access.roles import Role
from daybook.access.views_guard import consults, signed_on

router = Router(tags=["access"])
MANAGE = "access.manage-users"


class Me(Schema):
    """The caller: roles, rank and what they may do."""

    id: UUID | None
    collar_number: str
    roles: list[str]
    rank: str
    purpose: str
    permissions: list[str]


class UserOut(Schema):
    id: UUID
    collar_number: str
    given_name: str = Field(alias="first_name")
    family_name: str = Field(alias="last_name")
    rank: str
    station: str
    joined: date | None
    left: date | None
    is_active: bool


class UserIn(Schema):
    collar_number: str = Field(min_length=1, max_length=20)
    given_name: str = Field(min_length=1, max_length=150)
    family_name: str = Field(min_length=1, max_length=150)
    rank: Rank
    station: str = Field("", max_length=7)
    joined: date | None = None
    roles: list[Role] = []


class Leaving(Schema):
    last_day: date | None = None


class GrantIn(Schema):
    role: Role
    starts: date | None = None
    ends: date | None = None
    acting_rank: Rank | None = None


class GrantOut(Schema):
    id: UUID
    role: str
    starts: date
    ends: date | None
    acting_rank: str


class SealedIn(Schema):
    reason: str
    purpose: Purpose


class SealedOut(Schema):
    id: UUID
    until: datetime


class DeskLocked(Schema):
    """The desk, as entries name it, and since when whoever sits there must prove who they are."""

    id: UUID
    name: str
    locked_at: datetime


class EntryOut(Schema):
    id: UUID
    seq: int | None
    kind: str
    act: str
    record_type: str
    record_id: UUID | None
    user_id: UUID | None
    device: str
    purpose: str
    happened_at: datetime
    written_at: datetime


class EntryQuery(Schema):
    """Filters of the book; `before` pages to older entries."""

    kind: str = Field("", max_length=64)
    act: str = Field("", max_length=12)
    user: UUID | None = None
    record: UUID | None = None
    from_day: date | None = Field(None, ge=date(1990, 1, 1), le=date(2200, 1, 1))
    to_day: date | None = Field(None, ge=date(1990, 1, 1), le=date(2200, 1, 1))
    before: int | None = Field(None, ge=0, le=2**62)


@router.get("/me", response={200: Me, **PROBLEMS}, summary="Who calls")
@signed_on("access.use")
def me(request: HttpRequest) -> Me:
    caller = caller_of(request)
    return Me(
        id=caller.user.pk if caller.user else None,
        collar_number=caller.user.username if caller.user else "",
        roles=sorted(caller.roles),
        rank=caller.rank,
        purpose=caller.purpose,
        permissions=[name for name in all_permissions() if allowed(caller, name)],
    )


@router.post("/users", response={201: UserOut, **PROBLEMS}, summary="A joiner")
@signed_on(MANAGE)
def join(request: HttpRequest, body: UserIn) -> Status[User]:
    return Status(201, join_user(caller_of(request), **body.model_dump()))


@router.get("/users/{uuid:pk}", response={200: UserOut, **PROBLEMS}, summary="One user")
@consults("user:viewed", MANAGE)
def user(request: HttpRequest, pk: UUID) -> User:
    found = get_object_or_404(User, pk=pk)
    consulted(request).add("user", found.pk)
    return found


@router.post("/users/{uuid:pk}/leave", response={200: UserOut, **PROBLEMS}, summary="A leaver")
@signed_on(MANAGE)
def leave(request: HttpRequest, pk: UUID, body: Leaving) -> User:
    return leave_user(caller_of(request), get_object_or_404(User, pk=pk), body.last_day)


@router.get("/users/{uuid:pk}/roles", response={200: list[GrantOut], **PROBLEMS}, summary="Roles in force")
@consults("user:viewed", MANAGE)
def roles(request: HttpRequest, pk: UUID) -> list[RoleGrant]:
    found = get_object_or_404(User, pk=pk)
    consulted(request).add("user", found.pk)
    return grants_in_force(found)


@router.post("/users/{uuid:pk}/roles", response={201: GrantOut, **PROBLEMS}, summary="Give a role")
@signed_on(MANAGE)
def grant(request: HttpRequest, pk: UUID, body: GrantIn) -> Status[RoleGrant]:
    values: dict[str, Any] = {**body.model_dump(), "acting_rank": body.acting_rank or ""}
    return Status(201, grant_role(caller_of(request), get_object_or_404(User, pk=pk), **values))


@router.post("/roles/{uuid:pk}/withdraw", response={200: GrantOut, **PROBLEMS}, summary="Withdraw a role")
@signed_on(MANAGE)
def withdraw(request: HttpRequest, pk: UUID) -> RoleGrant:
    return withdraw_role(caller_of(request), get_object_or_404(RoleGrant, pk=pk))


@router.post(
    "/sealed/{slug:record_type}/{uuid:record_id}",
    response={201: SealedOut, **PROBLEMS},
    summary="Open a sealed record with a reason",
)
@signed_on("access.open-sealed")
def sealed(request: HttpRequest, record_type: str, record_id: UUID, body: SealedIn) -> Status[Any]:
    values = {"reason": body.reason, "purpose": body.purpose.value}
    return Status(201, open_sealed(caller_of(request), record_type[:40], record_id, **values))


@router.post(
    "/desks/lock",
    auth=DeskSignOn(),
    response={200: DeskLocked, **PROBLEMS},
    summary="Lock the desk whose token this is: its security key was taken out",
)
@signed_on("access.lock-desk")
def lock_this_desk(request: HttpRequest) -> Device:
    desk: Device = request.token  # type: ignore[attr-defined]  # DeskSignOn found it
    return lock_desk(caller_of(request), desk)


@router.get("/entries", response={200: list[EntryOut], **PROBLEMS}, summary="Search the book, newest first")
@consults("consultations:viewed", "access.audit")
def entries(request: HttpRequest, asked: Query[EntryQuery]) -> list[Line]:
    question = Question(asked.kind, asked.act, asked.user, asked.record, asked.from_day, asked.to_day)
    found = audit.sealed_page(question, asked.before)
    consulted(request).search("book", len(found), [line.record_id for line in found if line.record_id])
    return found
