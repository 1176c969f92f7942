"""What stands on the page of a retirement: its parts with the names of people."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from daybook.access.models import User
from daybook.estate.models import Criterion, StopRule
from daybook.estate.queries.retirements import Standing
from daybook.estate.register.words import State
from daybook.estate.retirement.case import Stop
from daybook.estate.retirement.words import ORDER, earlier, is_before
from daybook.estate.shown import pounds
from daybook.estate.views.retirement_fields import fields_of


def page_of(one: Standing, typed: Mapping[str, str]) -> dict[str, Any]:
    """The context of the template; `typed` is what was sent and refused."""
    retirement = one.retirement
    parity, criteria = list(retirement.parity_items.all()), list(retirement.criteria.all())
    rules, steps = list(retirement.stop_rules.all()), list(retirement.steps.all())
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
        "stops": _stops(one, rules, people),
        "steps": [(each, people.get(each.by)) for each in steps],
        "data_by": people.get(retirement.data_by),
        "saved": pounds(retirement.saved_yearly),
        "back_to": earlier(one.state),
        "fields": fields_of(one.state, parity, criteria, typed),
        "typed": typed,
    }


def _stops(
    one: Standing, rules: list[StopRule], people: Mapping[UUID | None, str]
) -> list[tuple[StopRule, Stop, str | None]]:
    return [
        (each, stop, people.get(each.overruled_by)) for each, stop in zip(rules, one.case.stops, strict=True)
    ]


def _state(one: Standing, state: State) -> dict[str, Any]:
    return {"label": state.label, "here": state is one.state, "done": is_before(state, one.state)}


def _signed(
    criteria: list[Criterion], gate: State, people: Mapping[UUID | None, str]
) -> list[tuple[Criterion, str | None]]:
    return [(each, people.get(each.signed_by)) for each in criteria if each.gate == gate]


def _names(*groups: Iterable[UUID | None]) -> dict[UUID | None, str]:
    wanted = {who for group in groups for who in group if who}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)}
