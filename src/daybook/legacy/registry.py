"""The old systems that this force has joined, by name."""

from __future__ import annotations

from daybook.legacy.engine.ports import OldSystem

_systems: dict[str, OldSystem] = {}


def register(system: OldSystem) -> OldSystem:
    """Join a system, or take the place of the one of the same name."""
    _systems[system.name] = system
    return system


def forget(name: str) -> None:
    _systems.pop(name, None)


def all_systems() -> list[OldSystem]:
    return [_systems[name] for name in sorted(_systems)]


def find(name: str) -> OldSystem | None:
    return _systems.get(name)


def title_of(name: str) -> str:
    """What people call it; its bare name where it is no longer joined."""
    system = find(name)
    return system.title if system else name


def report_types() -> set[str]:
    return {want.split(":")[0] for system in all_systems() for want in system.wants}
