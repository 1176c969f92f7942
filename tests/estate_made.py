"""Systems and files of an invented estate, for tests of any room; what its deeds take."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from callers import caller_with
from daybook.book import writing
from daybook.estate.actions.send_file import send_file
from daybook.estate.models import RegisterImport, System
from estate_files import HEADINGS, csv_bytes, row
from helpers import OFFICER


def a_system(number: str = "S1", name: str = "Lantern", **values: Any) -> System:
    with writing("estate-system:added", OFFICER) as page:
        system = page.save(System(number=number, name=name, **{"counting_class": "application"} | values))
        page.about(system)
    return system


def a_file() -> RegisterImport:
    """Sent in, its columns not yet agreed."""
    return send_file(caller_with("estate-manager"), "systems", "register.csv", csv_bytes(HEADINGS, row("A1")))


def _file() -> dict[str, Any]:
    content = b64encode(csv_bytes(HEADINGS, row("A1"))).decode()
    return {"sheet": "systems", "filename": "register.csv", "content": content}


ESTATE_SAMPLES = {
    "send-register-file": ("estate-manager", _file, ""),
    "start-register-import": (
        "estate-manager",
        lambda: {"register_import": str(a_file().pk)},
        "estate-import:asked",
    ),
}
"""For each deed: the role that does it, what it takes, and the kind of entry it leaves."""
