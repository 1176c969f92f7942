"""How each old system is reached: settings from the environment or from one JSON file.

`DAYBOOK_SYSTEM_<NAME>_<PARAMETER>` sets one parameter (`DAYBOOK_SYSTEM_CUSTODY_FOLDER=/srv/drop`). The file that
`DAYBOOK_SYSTEMS_FILE` names holds `{"custody": {"folder": "/srv/drop"}}`; the environment wins over it. Beside the
parameters that the mapping names there are `screen` (the address of the system's own screen) and `note` (shown beside).
A system is joined when every parameter that its mapping names under `connection` is set, or where `via` is `nats`: then
another host has them and delivers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

PREFIX = "DAYBOOK_SYSTEM_"
VIA = "via"


class ConnectionsError(ValueError):
    """The settings of the old systems cannot be read."""


def params_of(name: str, file: str, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The parameters of one system."""
    prefix = f"{PREFIX}{name.upper()}_"
    given = {
        key[len(prefix) :].lower(): value for key, value in environment.items() if key.startswith(prefix)
    }
    return {**from_file(file).get(name, {}), **given}


def from_file(file: str) -> dict[str, dict[str, str]]:
    """The systems in the JSON file; none where no file is named."""
    if not file:
        return {}
    try:
        found = json.loads(Path(file).read_text())
        return {name: {key: str(value) for key, value in params.items()} for name, params in found.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise ConnectionsError(
            f"DAYBOOK_SYSTEMS_FILE ({file}) cannot be read: it must hold a JSON object of systems, each an object "
            f"of parameters ({type(error).__name__})."
        ) from error


def missing(wanted: Sequence[str], params: Mapping[str, str]) -> list[str]:
    """Parameters that the mapping names and nobody set; none where another host delivers."""
    if params.get(VIA):
        return []
    return [name for name in wanted if not params.get(name)]
