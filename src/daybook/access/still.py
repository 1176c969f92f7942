"""Whether the caller of a request that has been going on for long would still be let in now."""

from __future__ import annotations

from copy import copy
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from daybook.access import doors


def still_let_in(request: HttpRequest, permission: str) -> bool:
    """Ask again with the session, the user, the device and the roles as they are now.

    False once the user signed out, was ended from elsewhere, locked the desk or left it idle, or lost the permission.
    """
    again = copy(request)
    for known in ("caller", "device_row", "_cached_user", "_acached_user"):
        again.__dict__.pop(known, None)
    key = request.session.session_key
    again.session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    again.user = get_user(again)
    try:
        return doors.turn_away(again, permission, before_second_factor=False, while_locked=False) is None
    except PermissionDenied:
        return False
