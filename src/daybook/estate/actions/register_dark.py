"""Put on the register what was paid for or signed on to without being there."""

from __future__ import annotations

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.actions.add_system import add_system
from daybook.estate.models import DarkSystem, System


def register_dark(caller: Caller, name: str, *, number: str, title: str, counting_class: str) -> System:
    """`name` as it was found; `title` is what the register calls it. All its other names stand beside that, so that
    its payments and sign-ons are known from now on. ValueError where it is not found any more; NotTakenError."""
    require(caller, "estate.keep-register")
    found = DarkSystem.objects.filter(name=name).first()
    if found is None:
        raise ValueError(f"{name} is on the register by now, or set aside.")
    suppliers = [trace["supplier"] for trace in found.traces if trace["supplier"]]
    given = {
        "number": number,
        "name": title,
        "counting_class": counting_class,
        "supplier": suppliers[0].title() if suppliers else "",
        "aliases": "; ".join(one for one in found.names if one != title),
        "description": "Found by what was paid for it or by who signed on to it.",
    }
    system = add_system(caller, given)
    DarkSystem.objects.filter(name=name).delete()
    return system
