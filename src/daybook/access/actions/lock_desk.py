"""A desk locks itself when the key is taken out: it gets a token for that, loses it, and is locked."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access import tokens
from daybook.access.caller import Caller
from daybook.access.kinds import DESK_LOCKED, DESK_TOKEN_ISSUED, DESK_TOKEN_REVOKED
from daybook.access.models import Device
from daybook.access.permission import require
from daybook.book.pages import writing


def lock_desk(caller: Caller, device: Device) -> Device:
    """Whoever is signed on from this device proves at the next request, or within seconds, who they are."""
    require(caller, "access.lock-desk")
    return _changed(caller, DESK_LOCKED, device, locked_at=timezone.now())


def issue_desk_token(caller: Caller, device: Device) -> str:
    """Make the token with which the desk can do one thing, lock itself; an older one ends. Returns it, once."""
    require(caller, "access.manage-users")
    if device.revoked_at:
        raise ValidationError("This device is barred: nobody signs on from it, so there is nothing to lock.")
    token = tokens.make(tokens.DESK_PREFIX)
    _changed(caller, DESK_TOKEN_ISSUED, device, lock_digest=tokens.digest(token))
    return token


def revoke_desk_token(caller: Caller, device: Device) -> Device:
    """The desk cannot lock itself any more; its idle lock remains."""
    require(caller, "access.manage-users")
    return _changed(caller, DESK_TOKEN_REVOKED, device, lock_digest="")


def _changed(caller: Caller, kind: str, device: Device, **values: object) -> Device:
    """Save these values on the row as it is now: a lock must not be undone by who names the desk meanwhile."""
    with writing(kind, caller.author, record=device) as page:
        held = Device.objects.select_for_update().get(pk=device.pk)
        for name, value in values.items():
            setattr(held, name, value)
        return page.save(held)
