"""All sessions of a user end now."""

from __future__ import annotations

from allauth.usersessions.models import UserSession

from daybook.access.models import User


def end_sessions_of(user: User) -> int:
    """Delete every session of the user; returns how many there were. The caller's entry says why."""
    sessions = list(UserSession.objects.filter(user=user))
    for session in sessions:
        session.end()
    return len(sessions)
