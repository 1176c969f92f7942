"""What the report of a generated event says beyond people, place and offence, as its report class would keep it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, TypeVar

from daybook.demo.cast import HEADQUARTERS
from daybook.demo.generator import GeneratedEvent
from daybook.demo.loading.ways_in import way_in

T = TypeVar("T")
Details = dict[str, Any]

GROUNDS = (
    "Named as the suspect by the person who reported the offence ({title}) and found nearby.",
    "Matched the description given by a witness to the offence ({title}).",
    "Identified on camera recordings made at the place of the offence ({title}).",
    "Officers came upon the person in the act ({title}).",
    "Enquiries into the reported offence ({title}) led to this person.",
)
NECESSITY = (
    (["INVESTIGATION"], "To interview promptly and secure evidence before it is lost."),
    (["INVESTIGATION", "DISAPPEARANCE"], "Likely to leave the area before an interview can be arranged."),
    (["INJURY", "INVESTIGATION"], "To prevent further injury to another person, and to interview promptly."),
    (["PROTECT"], "To protect a vulnerable person in the household."),
    (["NAME", "INVESTIGATION"], "The name given could not be confirmed, and an interview is needed."),
    (["DAMAGE", "INVESTIGATION"], "To prevent further damage and to recover property."),
)
REPLIES = ("", "", "", "No reply.", "No comment.", "It was not me.", "I want to speak to a solicitor.")
METHODS = ("999", "101", "101", "ONLINE", "999", "COUNTER", "OFFICER", "101", "PARTNER")
PRIORITIES = ("emergency", "priority", "priority", "scheduled", "scheduled", "phone")
CATEGORIES = {
    "anti-social-behaviour": "ASB-NUISANCE",
    "concern-for-safety": "SAFETY",
    "domestic-no-crime": "SAFETY",
    "missing-person": "SAFETY",
    "suspicious-circumstances": "SAFETY",
    "road-traffic-collision": "TRANSPORT",
    "alarm": "ADMIN",
}
OTHER_CATEGORY = "SAFETY"
STILL_OPEN = timedelta(days=2)


def details_of(event: GeneratedEvent) -> Details:
    """The details by kind of event."""
    return {"arrest": _arrest, "crime": _crime, "incident": _incident}[event.kind](event)


def status_of(event: GeneratedEvent, last_day_ends: Any) -> str:
    """The state the report is in at the end of the two years."""
    if event.kind == "arrest":
        return "arrested"
    if event.kind == "crime":
        return "finalised" if event.outcome else "under-investigation"
    return "open" if last_day_ends - event.recorded_at < STILL_OPEN else "closed"


def _arrest(event: GeneratedEvent) -> Details:
    necessity, reason = _pick(event, 1, NECESSITY)
    title = event.title.removeprefix("Arrest: ")
    return {
        "attendance": "arrested",
        "grounds": _pick(event, 2, GROUNDS).format(title=title),
        "necessity": list(necessity),
        "necessity_reason": reason,
        "caution_at": (event.happened_at + timedelta(minutes=1)).isoformat(),
        "reply": _pick(event, 3, REPLIES),
        "force_used": _pick(event, 4, (False, False, False, False, True)),
        "searched": _pick(event, 5, (True, True, False)),
        "custody_suite": HEADQUARTERS,
    }


def _crime(event: GeneratedEvent) -> Details:
    point, means = way_in(event)
    said = {"reported_at": event.reported_at.isoformat(), "summary": event.summary, "method": ""}
    return said | {"entry_point": point, "entry_means": means}


def _incident(event: GeneratedEvent) -> Details:
    alarm = event.category == "alarm"
    return {
        "method_of_report": "ALARM" if alarm else _pick(event, 1, METHODS),
        "priority": _pick(event, 2, PRIORITIES),
        "category": CATEGORIES.get(event.category, OTHER_CATEGORY),
        "text": event.summary,
    }


def _pick(event: GeneratedEvent, turn: int, choices: Sequence[T]) -> T:
    """One of the choices, always the same for the same event."""
    number = int(event.key[1:]) * 2_654_435_761 + turn * 40_503_013
    return choices[(number >> 9) % len(choices)]
