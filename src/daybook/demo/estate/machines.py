"""The names of machines in the force's DNS: those of systems, and the many that are no system."""

from __future__ import annotations

from daybook.demo.estate.shadows import MACHINE_ENDS
from daybook.demo.estate.shapes import Estate, Kind
from daybook.demo.generator.draw import stream

DOMAIN = "averwick.example"
NO_SYSTEMS = "dc fs prn vpn mail ntp wsus proxy cam switch ap ups"


def names_of(estate: Estate) -> list[str]:
    """Every name once, in order."""
    random = stream(estate.seed, "estate", "dns")
    found = {host for shadow in estate.shadows for host in shadow.hosts}
    for system in estate.systems:
        if system.kind in (Kind.DEPARTMENTAL, Kind.CORE) and random.random() < 0.8:
            stem = "".join(part for part in system.name.split()[0].lower() if part.isalnum())
            found |= {f"{stem}{end}.{DOMAIN}" for end in random.sample(MACHINE_ENDS, 2)}
    for kind in NO_SYSTEMS.split():
        found |= {f"{kind}{number:02}.{DOMAIN}" for number in range(1, random.randint(4, 30))}
    return sorted(found)
