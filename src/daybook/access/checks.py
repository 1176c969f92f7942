"""What `daybook check --deploy` refuses: a set-up that is fine on a laptop and not in a force."""

from __future__ import annotations

import os
from typing import Any

from django.conf import settings
from django.core.checks import Error, Tags, register

LOCAL = {"localhost", "127.0.0.1", "[::1]"}


@register(Tags.security, deploy=True)
def unsafe_set_up(app_configs: Any, **kwargs: Any) -> list[Error]:
    found: list[Error] = []
    if settings.DEMO:
        found.append(
            _error(1, "The demonstration's sign-ins are on.", "Take DAYBOOK_DEMO out of the environment.")
        )
    if not settings.HTTPS:
        found.append(
            _error(2, "Pages go over the network in the clear.", "Serve by TLS and set DAYBOOK_HTTPS=1.")
        )
    if set(settings.ALLOWED_HOSTS) <= LOCAL:
        found.append(_error(3, "Only this machine may ask.", "Set DAYBOOK_HOSTS to the force's host names."))
    if "*" in settings.ALLOWED_HOSTS:
        found.append(_error(4, "Any host name is accepted.", "Name the hosts in DAYBOOK_HOSTS."))
    for name in ("DAYBOOK_SECRET_KEY", "DAYBOOK_FIELD_KEY"):
        if not os.environ.get(name):
            found.append(
                _error(5, f"{name} lies in a file beside the data.", f"Set {name} from the key store.")
            )
    if settings.DESK_LOCK_MINUTES > 30:
        found.append(_error(6, "Desks lock only after half an hour.", "Set DAYBOOK_DESK_LOCK_MINUTES to 10."))
    return found


def _error(number: int, what: str, remedy: str) -> Error:
    return Error(what, hint=remedy, id=f"access.E{number:03}")
