"""The officers that entries name by collar number."""

from __future__ import annotations

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.custody.entries.base import EntryKind
from daybook.custody.findings import NotWrittenError, Refused
from daybook.custody.ranks import Officer


def writer(caller: Caller) -> Officer:
    """The caller as rules see them; Daybook itself has no rank."""
    user = caller.user
    return (
        Officer(user.pk, user.username, str(user), caller.rank) if user else Officer(None, "", "Daybook", "")
    )


def decider(caller: Caller, entry: EntryKind) -> Officer:
    """Who decided what the entry tells: the officer it names, else the caller. NotWrittenError for nobody's number."""
    collar = str(getattr(entry, entry.decided_by)).strip() if entry.decided_by else ""
    if not collar:
        return writer(caller)
    user = User.objects.filter(username__iexact=collar, is_active=True).first()
    if user is None:
        said = f"There is no officer with the collar number {collar[:20]}. Check the number."
        raise NotWrittenError([Refused("", entry.decided_by, said)])
    return writer(caller_for(user, caller.device))
