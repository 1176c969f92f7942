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


def _pair() -> dict[str, Any]:
    return {"first": str(a_system("P1").pk), "second": str(a_system("P2").pk), "verdict": "duplicate"}


RULE = {"text": "Only what is live.", "classes": ["application"], "states": ["live"], "reason": "As agreed."}
ESTATE_SAMPLES = {
    "send-register-file": ("estate-manager", _file, ""),
    "start-register-import": (
        "estate-manager",
        lambda: {"register_import": str(a_file().pk)},
        "estate-import:asked",
    ),
    "add-system": (
        "estate-manager",
        lambda: {"values": {"number": "N1", "name": "Beacon", "counting_class": "service"}},
        "estate-system:added",
    ),
    "amend-system": (
        "estate-manager",
        lambda: {"system": str(a_system().pk), "values": {"unit": "Crime"}},
        "estate-system:amended",
    ),
    "judge-system-risk": (
        "estate-manager",
        lambda: {
            "system": str(a_system().pk),
            "criterion": "L3",
            "score": 5,
            "reason": "One person knows it.",
        },
        "estate-risk:judged",
    ),
    "set-counting-rule": ("estate-manager", lambda: dict(RULE), "estate-counting-rule:set"),
    "judge-system-pair": ("estate-manager", _pair, "estate-pair:judged"),
}
"""For each deed: the role that does it, what it takes, and the kind of entry it leaves."""
