"""A user gets a role, or it ends."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.kinds import ROLE_GRANTED, ROLE_WITHDRAWN
from daybook.access.models import RoleGrant, User
from daybook.access.permission import require
from daybook.book.pages import writing


def grant_role(
    caller: Caller,
    user: User,
    role: str,
    *,
    starts: date | None = None,
    ends: date | None = None,
    acting_rank: str = "",
) -> RoleGrant:
    """Write the grant. Raises ValidationError for dates the wrong way round, an unknown role or one's own user."""
    require(caller, "access.manage-users")
    if caller.user and caller.user.pk == user.pk:
        raise ValidationError("You cannot give yourself a role. Ask another administrator.")
    starts = starts or timezone.localdate()
    if ends and ends < starts:
        raise ValidationError({"ends": "The last day is before the first. Change one of them."})
    grant = RoleGrant(user=user, role=role, starts=starts, ends=ends, acting_rank=acting_rank)
    grant.granted_by = caller.user
    grant.full_clean()
    with writing(ROLE_GRANTED, caller.author, record=user) as page:
        return page.save(grant)


def withdraw_role(caller: Caller, grant: RoleGrant) -> RoleGrant:
    """The role ends now: yesterday was its last day. What was done with it stays done."""
    require(caller, "access.manage-users")
    grant.ends = timezone.localdate() - timedelta(days=1)
    with writing(ROLE_WITHDRAWN, caller.author, record=grant.user) as page:
        return page.save(grant)
