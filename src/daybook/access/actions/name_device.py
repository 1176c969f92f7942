"""A device gets a name, or is barred."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.kinds import DEVICE_NAMED, DEVICE_REVOKED
from daybook.access.models import Device
from daybook.access.permission import require
from daybook.book.pages import writing


def name_device(caller: Caller, device: Device, name: str, shared: bool) -> Device:
    """Say where the device stands, and whether several people use it."""
    require(caller, "access.manage-users")
    with writing(DEVICE_NAMED, caller.author, record=device) as page:
        held = Device.objects.select_for_update().get(pk=device.pk)
        held.name, held.shared = name.strip() or held.name, shared
        held.full_clean()
        return page.save(held)


def revoke_device(caller: Caller, device: Device) -> Device:
    """Nobody signs on from this device any more, and who is signed on there is out at the next page."""
    require(caller, "access.manage-users")
    with writing(DEVICE_REVOKED, caller.author, record=device) as page:
        held = Device.objects.select_for_update().get(pk=device.pk)
        held.revoked_at = timezone.now()
        return page.save(held)
