"""The old systems that this force has joined, by name. A system is joined by setting its connection."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from daybook.legacy import connections
from daybook.legacy.elsewhere.joining import away, is_away
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.joined import join
from daybook.legacy.systems import registry as shelf

_systems: dict[str, OldSystem] = {}
_guard = threading.Lock()
_loaded = False


@dataclass(frozen=True, slots=True)
class NotJoined:
    """A system that has a mapping here, but no connection: `missing` names the parameters to set."""

    name: str
    title: str
    missing: list[str]


def register(system: OldSystem) -> OldSystem:
    """Join a system, or take the place of the one of the same name."""
    _systems[system.name] = system
    return system


def forget(name: str) -> None:
    _systems.pop(name, None)


def all_systems() -> list[OldSystem]:
    _load()
    return [_systems[name] for name in sorted(_systems)]


def find(name: str) -> OldSystem | None:
    _load()
    return _systems.get(name)


def title_of(name: str) -> str:
    """What people call it, joined or not; its bare name where no mapping is left."""
    system = find(name)
    if system is not None:
        return system.title
    left = (folder for folder in folders() if name in shelf.names(folder))
    return next((shelf.mapping(name, folder).system.title for folder in left), name)


def report_types() -> set[str]:
    return {want.split(":")[0] for system in all_systems() for want in system.wants}


def not_joined() -> list[NotJoined]:
    """Systems that have a mapping and wait for their connection."""
    return [
        NotJoined(name, mapping.system.title, lacking)
        for folder in folders()
        for name, mapping in shelf.mappings(folder).items()
        if (lacking := connections.missing(mapping.system.connection, _params(name)))
    ]


def folders() -> list[Path]:
    """Where mappings are: those that ship with Daybook and the force's own."""
    own = settings.SYSTEMS_FOLDER
    return [shelf.FOLDER, *([Path(own)] if own else [])]


def _params(name: str) -> dict[str, str]:
    return connections.params_of(name, settings.SYSTEMS_FILE)


def _load() -> None:
    global _loaded
    with _guard:
        if _loaded:
            return
        _loaded = True
        for folder in folders():
            for name, mapping in shelf.mappings(folder).items():
                params = _params(name)
                if not connections.missing(mapping.system.connection, params):
                    system = join(mapping, params)
                    _systems.setdefault(name, away(system, params) if is_away(params) else system)
