"""A first password for a joiner, or for one who has lost key and codes."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from daybook.access.actions.end_sessions import end_sessions_of
from daybook.access.actions.join_user import first_password
from daybook.access.caller import Caller
from daybook.access.kinds import PASSWORD_ISSUED
from daybook.access.models import User
from daybook.access.permission import require
from daybook.book.pages import writing


def issue_password(caller: Caller, user: User) -> str:
    """Give a new first password, which is shown once and kept nowhere; remove the old keys and end all sessions.

    The user must set up a key at the next sign-on. The administrator sees the person's warrant card first.
    """
    require(caller, "access.manage-users")
    password = first_password()
    user.set_password(password)
    with writing(PASSWORD_ISSUED, caller.author, record=user) as page:
        user.save(update_fields=["password"])
        removed, _ = Authenticator.objects.filter(user=user).delete()
        page.note(keys_removed=removed, sessions_ended=end_sessions_of(user))
    return password
