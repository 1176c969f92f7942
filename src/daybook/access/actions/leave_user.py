"""A leaver: no sign-on from that day on, and open sessions end at once."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.actions.end_sessions import end_sessions_of
from daybook.access.actions.user_values import user_values
from daybook.access.caller import Caller
from daybook.access.kinds import USER_LEFT, USER_RETURNED
from daybook.access.models import ApiToken, User
from daybook.access.permission import require
from daybook.book.pages import writing


def leave_user(caller: Caller, user: User, last_day: date | None = None) -> User:
    """Write the last day of service. Without one, or with one gone by, the user is out now: sessions and tokens too.

    Raises ValidationError for one's own departure: another administrator does that.
    """
    require(caller, "access.manage-users")
    if caller.user and caller.user.pk == user.pk:
        raise ValidationError("You cannot sign yourself off the force. Ask another administrator.")
    out_now = last_day is None or last_day < timezone.localdate()
    user.left = last_day or timezone.localdate()
    user.is_active = not out_now
    with writing(USER_LEFT, caller.author, record=user) as page:
        user.save(update_fields=["left", "is_active"])
        if out_now:
            page.note(sessions_ended=end_sessions_of(user))
            for token in ApiToken.objects.filter(user=user, revoked_at=None):
                token.revoked_at = timezone.now()
                page.save(token)
        page.note(user=user_values(user))
    return user


def return_user(caller: Caller, user: User) -> User:
    """One who had left is back; roles that have not ended are theirs again."""
    require(caller, "access.manage-users")
    user.left, user.is_active = None, True
    with writing(USER_RETURNED, caller.author, record=user) as page:
        user.save(update_fields=["left", "is_active"])
        page.note(user=user_values(user))
    return user
