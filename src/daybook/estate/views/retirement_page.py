"""What stands on the page of a retirement: its parts with the names of people, and the fields of its forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from daybook.access.models import User
from daybook.access.roles import Role
from daybook.estate.models import Criterion, ParityItem, Step, StopRule
from daybook.estate.queries.retirements import Standing
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
from daybook.estate.shown import pounds
from daybook.web.forms import choices, date_items, typed_date

WATCHED = {
    StopKind.LATE: "It is not off by a day",
    StopKind.SPEND: "The move costs more than so many pounds",
    StopKind.USE: "More than so many people use it once it is frozen",
    StopKind.DIFFERENCE: "A comparison finds a difference",
}


def page_of(one: Standing, typed: Mapping[str, str]) -> dict[str, Any]:
    """The context of the template; `typed` is what was sent and refused."""
    retirement = one.retirement
    parity = list(ParityItem.objects.filter(retirement=retirement))
    criteria = list(Criterion.objects.filter(retirement=retirement))
    rules = list(StopRule.objects.filter(retirement=retirement))
    steps = list(Step.objects.filter(retirement=retirement))
    people = _names(
        [retirement.led_by, retirement.data_by],
        (each.by for each in parity),
        (each.by for each in steps),
        (each.signed_by for each in criteria),
        (each.overruled_by for each in rules),
    )
    return {
        "one": one,
        "states": [_state(one, state) for state in ORDER],
        "led_by": people.get(retirement.led_by),
        "parity": [(each, people.get(each.by)) for each in parity],
        "gates": [(gate, _signed(criteria, gate, people)) for gate in ORDER[1:]],
        "stops": [
            (each, stop, people.get(each.overruled_by))
            for each, stop in zip(rules, one.case.stops, strict=True)
        ],
        "steps": [(each, people.get(each.by)) for each in steps],
        "data_by": people.get(retirement.data_by),
        "saved": pounds(retirement.saved_yearly),
        "back_to": earlier(one.state),
        "fields": _fields(one, parity, criteria, typed),
        "typed": typed,
    }


def _state(one: Standing, state: State) -> dict[str, Any]:
    return {"label": state.label, "here": state is one.state, "done": is_before(state, one.state)}


def _signed(
    criteria: list[Criterion], gate: State, people: Mapping[UUID | None, str]
) -> list[tuple[Criterion, str | None]]:
    return [(each, people.get(each.signed_by)) for each in criteria if each.gate == gate]


def _names(*groups: Iterable[UUID | None]) -> dict[UUID | None, str]:
    wanted = {who for group in groups for who in group if who}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)}


def _fields(
    one: Standing, parity: list[ParityItem], criteria: list[Criterion], typed: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    ahead = [gate for gate in ORDER if is_before(one.state, gate)]
    signable = [each for each in criteria if State(each.gate) in ahead]

    def one_of(name: str, label: str, items: list[dict[str, Any]]) -> dict[str, Any]:
        given = typed.get(name, "")
        return {"id": name, "name": name, "label": {"text": label}, "items": items, "value": given}

    def radios(name: str, label: str, pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
        items = choices(pairs)
        items[0]["id"] = name
        legend = {"legend": {"text": label}}
        small = {"classes": "govuk-radios--small"}
        return (
            {"idPrefix": name, "name": name, "fieldset": legend, "items": items}
            | small
            | {"value": typed.get(name, "")}
        )

    def text(name: str, label: str, hint: str = "") -> dict[str, Any]:
        field = {"id": name, "name": name, "label": {"text": label}, "value": typed.get(name, "")}
        return field | ({"hint": {"text": hint}} if hint else {})

    def day(name: str, label: str, hint: str) -> dict[str, Any]:
        items = date_items(name, typed_date(name, typed))
        fieldset = {"legend": {"text": label}}
        return {"id": name, "items": items, "fieldset": fieldset, "hint": {"text": hint}}

    points = [(str(each.pk), _short(each.title)) for each in parity]
    roles = [(role.value, role.label) for role in Role]
    return {
        "item": one_of("item", "Point of the checklist", choices(points)),
        "verdict": radios("verdict", "What was seen", ParityVerdict.choices()),
        "evidence": text("evidence", "Evidence", "What was tried, with what result, and where it is kept"),
        "seen": day("seen", "Seen on", "Today, if you leave it empty"),
        "criterion": one_of(
            "criterion",
            "Criterion",
            choices((str(each.pk), f"{State(each.gate).label}: {_short(each.text)}") for each in signable),
        ),
        "answer": radios("answer", "Answer", Answer.choices()),
        "why": text("why", "Reason", "Needed for no-go"),
        "gate": one_of("gate", "Before the step to", choices((gate.value, gate.label) for gate in ahead)),
        "text": text("text", "What must be so"),
        "role": one_of("role", "Signed by", choices(roles, blank="Anybody who may sign")),
        "way": radios("way", "The records were", DataWay.choices()),
        "where": text("where", "Where they are now"),
        "digest": text("digest", "SHA-256 of the export or archive", "64 digits from 0 to f: sha256sum FILE"),
        "records": text("records", "How many"),
        "kept": day("kept", "Kept on", "Today, if you leave it empty"),
        "kind": one_of("kind", "Stop if", choices((kind.value, words) for kind, words in WATCHED.items())),
        "limit": text("limit", "Pounds, or people", "For spending and use"),
        "stop": day("stop", "Day", "By which it must be off"),
        "to": one_of("to", "Back to", choices((state.value, state.label) for state in earlier(one.state))),
    }


def _short(text: str) -> str:
    """As much as a choice shows."""
    head = text.partition(":")[0]
    return head if len(head) <= 80 else f"{head[:79]}…"
