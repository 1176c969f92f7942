"""The fields of the forms on the page of a retirement, with what was typed and refused."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from daybook.access.roles import Role
from daybook.estate.models import Criterion, ParityItem
from daybook.estate.register.words import State
from daybook.estate.retirement.words import (
    ORDER,
    Answer,
    DataWay,
    ParityVerdict,
    StopKind,
    earlier,
    is_before,
)
from daybook.web.forms import choices, date_items, typed_date

Params = dict[str, Any]
WATCHED = {
    StopKind.LATE: "It is not off by a day",
    StopKind.SPEND: "The move costs more than so many pounds",
    StopKind.USE: "More than so many people use it once it is frozen",
    StopKind.DIFFERENCE: "A comparison finds a difference",
}
TODAY = "Today, if you leave it empty"
LONGEST = 80


@dataclass(frozen=True, slots=True)
class Fields:
    """Parameters of GOV.UK components; each field is named as it is sent."""

    typed: Mapping[str, str]

    def select(
        self, name: str, label: str, pairs: Iterable[tuple[str, str]], blank: str | None = None
    ) -> Params:
        items = choices(pairs, blank=blank)
        return {
            "id": name,
            "name": name,
            "label": {"text": label},
            "items": items,
            "value": self._typed(name),
        }

    def radios(self, name: str, label: str, pairs: Iterable[tuple[str, str]]) -> Params:
        named = {"idPrefix": name, "name": name, "value": self._typed(name), "classes": "govuk-radios--small"}
        return {**named, "fieldset": {"legend": {"text": label}}, "items": choices(pairs)}

    def text(self, name: str, label: str, hint: str = "") -> Params:
        field = {"id": name, "name": name, "label": {"text": label}, "value": self._typed(name)}
        return field | ({"hint": {"text": hint}} if hint else {})

    def day(self, name: str, label: str, hint: str) -> Params:
        items = date_items(name, typed_date(name, self.typed))
        return {"id": name, "items": items, "fieldset": {"legend": {"text": label}}, "hint": {"text": hint}}

    def _typed(self, name: str) -> str:
        return self.typed.get(name, "")


def fields_of(
    state: State, parity: Sequence[ParityItem], criteria: Sequence[Criterion], typed: Mapping[str, str]
) -> dict[str, Params]:
    """All fields of the page, by name."""
    fields = Fields(typed)
    ahead = [gate for gate in ORDER if is_before(state, gate)]
    back = [(each.value, each.label) for each in earlier(state)]
    return {
        **_parity(fields, parity),
        **_signing(fields, ahead, criteria),
        **_data(fields),
        **_stopping(fields),
        "to": fields.select("to", "Back to", back),
    }


def _parity(fields: Fields, parity: Sequence[ParityItem]) -> dict[str, Params]:
    points = [(str(each.pk), _short(each.title)) for each in parity]
    evidence = "What was tried, with what result, and where it is kept"
    return {
        "item": fields.select("item", "Point of the checklist", points),
        "verdict": fields.radios("verdict", "What was seen", ParityVerdict.choices()),
        "evidence": fields.text("evidence", "Evidence", evidence),
        "seen": fields.day("seen", "Seen on", TODAY),
    }


def _signing(fields: Fields, ahead: Sequence[State], criteria: Sequence[Criterion]) -> dict[str, Params]:
    rows = [
        (str(each.pk), f"{State(each.gate).label}: {_short(each.text)}")
        for each in criteria
        if State(each.gate) in ahead
    ]
    gates = [(gate.value, gate.label) for gate in ahead]
    roles = [(role.value, role.label) for role in Role]
    return {
        "criterion": fields.select("criterion", "Criterion", rows),
        "answer": fields.radios("answer", "Answer", Answer.choices()),
        "why": fields.text("why", "Reason", "Needed for no-go"),
        "gate": fields.select("gate", "Before the step to", gates),
        "text": fields.text("text", "What must be so"),
        "role": fields.select("role", "Signed by", roles, blank="Anybody who may sign"),
    }


def _data(fields: Fields) -> dict[str, Params]:
    digest = "64 digits from 0 to f: sha256sum FILE"
    return {
        "way": fields.radios("way", "The records were", DataWay.choices()),
        "where": fields.text("where", "Where they are now"),
        "digest": fields.text("digest", "SHA-256 of the export or archive", digest),
        "records": fields.text("records", "How many"),
        "kept": fields.day("kept", "Kept on", TODAY),
    }


def _stopping(fields: Fields) -> dict[str, Params]:
    watched = [(kind.value, words) for kind, words in WATCHED.items()]
    return {
        "kind": fields.select("kind", "Stop if", watched),
        "limit": fields.text("limit", "Pounds, or people", "For spending and use"),
        "stop": fields.day("stop", "Day", "By which it must be off"),
    }


def _short(text: str) -> str:
    """As much as a choice shows."""
    head = text.partition(":")[0]
    return head if len(head) <= LONGEST else f"{head[: LONGEST - 1]}…"
