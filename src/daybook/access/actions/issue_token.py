"""A program gets a token to call the API as a user, or loses it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access import tokens
from daybook.access.caller import Caller
from daybook.access.kinds import TOKEN_ISSUED, TOKEN_REVOKED
from daybook.access.models import ApiToken, User
from daybook.access.permission import all_permissions, require
from daybook.book.pages import writing

LONGEST_DAYS = 366


def issue_token(caller: Caller, user: User, *, system: str, scopes: Sequence[str], days: int) -> str:
    """Make a token for the named system; returns it, once. `scopes` are permission names.

    Raises ValidationError for an unknown scope, none at all, or more than a year.
    """
    require(caller, "access.manage-users")
    unknown = sorted(set(scopes) - set(all_permissions()))
    if unknown or not scopes:
        raise ValidationError(
            {"scopes": f"Choose at least one permission; unknown: {', '.join(unknown) or 'none'}."}
        )
    if not 1 <= days <= LONGEST_DAYS:
        raise ValidationError({"days": f"A token lives from 1 to {LONGEST_DAYS} days."})
    token = tokens.make()
    row = ApiToken(
        user=user,
        system=system.strip(),
        digest=tokens.digest(token),
        scopes=sorted(set(scopes)),
        expires=timezone.now() + timedelta(days=days),
    )
    row.full_clean()
    with writing(TOKEN_ISSUED, caller.author, record=row) as page:
        page.save(row)
    return token


def revoke_token(caller: Caller, row: ApiToken) -> ApiToken:
    """The token does not work any more."""
    require(caller, "access.manage-users")
    row.revoked_at = timezone.now()
    with writing(TOKEN_REVOKED, caller.author, record=row) as page:
        return page.save(row)
