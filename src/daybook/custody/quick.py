"""Entries written with two taps: the kind, then what was seen. The moment is now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import NAMESPACE_OID, uuid5

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.custody.detention import Detention
from daybook.custody.entries import kind_of


@dataclass(frozen=True, slots=True)
class Tap:
    """One button: its words and the answers it stands for."""

    slug: str
    words: str
    said: Mapping[str, object] = field(default_factory=dict)


TAPS: dict[str, tuple[Tap, ...]] = {
    "visit": (
        Tap("awake", "Awake, no concerns", {"seen": "Awake, no concerns."}),
        Tap("asleep", "Asleep, breathing seen", {"asleep": True, "seen": "Asleep, breathing seen."}),
    ),
    "meal": (
        Tap("light", "Light meal taken", {"meal": "light", "taken": True}),
        Tap("main", "Main meal taken", {"meal": "main", "taken": True}),
        Tap("drink", "Drink taken", {"meal": "drink", "taken": True}),
        Tap("refused", "Meal refused", {"meal": "light", "taken": False}),
    ),
}
FREQUENT = (
    ("visit", "Visit"),
    ("meal", "Meal or drink"),
    ("medication", "Medication"),
    ("movement", "Move"),
    ("note", "Note"),
)


def quick_for(caller: Caller, detention: Detention) -> list[tuple[str, str]]:
    """The frequent kinds that the caller may write now: slug and words."""
    if detention.ended_at:
        return []
    return [(slug, words) for slug, words in FREQUENT if allowed(caller, kind_of(slug).permission)]


def taps(kind: str, detention: Detention) -> tuple[Tap, ...]:
    """The buttons of a kind. Who must be roused is not visited with one tap: the responses are to be written."""
    if kind == "visit" and detention.intoxicated:
        return ()
    return tuple(_doses(detention)) if kind == "medication" else TAPS.get(kind, ())


def _doses(detention: Detention) -> Iterator[Tap]:
    """A button for each planned dose that is due soon, or was. Its address does not name the medicine."""
    now = timezone.now()
    for due in detention.clocks.dues:
        if due.what == "medication" and due.state(now) != "ok":
            dose = _dose(due.note, detention)
            what = f"{due.note} {dose}".strip()
            words = f"{what}, due {timezone.localtime(due.at):%H:%M}: given and taken"
            said = {"drug": due.note, "dose": dose, "for_due": due.at.isoformat(), "given": True}
            yield Tap(uuid5(NAMESPACE_OID, words).hex, words, said)


def _dose(drug: str, detention: Detention) -> str:
    """How much of it the last plan says, as the button names the medicine."""
    plans = [plan.details or {} for plan in detention.known("medication-plan")]
    return next((str(plan.get("dose", "")) for plan in reversed(plans) if plan.get("drug") == drug), "")
