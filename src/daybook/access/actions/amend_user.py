"""Name, rank or station of a user change."""

from __future__ import annotations

from daybook.access.actions.user_values import user_values
from daybook.access.caller import Caller
from daybook.access.kinds import USER_AMENDED
from daybook.access.models import User
from daybook.access.permission import require
from daybook.book.pages import writing


def amend_user(
    caller: Caller, user: User, *, family_name: str, given_name: str, rank: str, station: str
) -> User:
    """Write the new details; raises ValidationError for a rank that does not exist."""
    require(caller, "access.manage-users")
    user.last_name, user.first_name = family_name.strip(), given_name.strip()
    user.rank, user.station = rank, station.strip().upper()
    user.full_clean(exclude=["password"])
    with writing(USER_AMENDED, caller.author, record=user) as page:
        user.save(update_fields=["last_name", "first_name", "rank", "station"])
        page.note(user=user_values(user))
    return user
