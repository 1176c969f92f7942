"""What pages and API read about switches. Each takes the caller first and checks the permission."""

from __future__ import annotations

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.legacy import registry
from daybook.legacy.models import Turn
from daybook.legacy.switch.standing import Standing, standings

SEE = "legacy.see-deliveries"


def switches(caller: Caller, name: str) -> list[Standing]:
    """The switch of each function of a joined system; nothing where it is not joined."""
    require(caller, SEE)
    system = registry.find(name)
    return standings(system) if system else []


def turns(caller: Caller, name: str) -> list[Turn]:
    """How the switches of a system were turned, the newest first (at most 100)."""
    require(caller, SEE)
    return list(Turn.objects.filter(system=name).order_by("-asked_at", "-id")[:100])
