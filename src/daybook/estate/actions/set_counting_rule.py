"""Put a counting rule in force: from then on systems are counted by it, and earlier rules stay to compare with."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.kinds import COUNTING_RULE_SET
from daybook.estate.models import CountingRule
from daybook.estate.register.words import CountingClass, State


def set_counting_rule(
    caller: Caller,
    *,
    text: str,
    classes: Collection[str],
    states: Collection[str],
    least_users: int = 0,
    least_cost: int = 0,
    reason: str,
) -> CountingRule:
    """The next version. `text` says it to people, the rest is what is computed; `least_cost` is in pence a year."""
    require(caller, "estate.keep-register")
    _check(text, classes, states, reason)
    with transaction.atomic():
        latest = CountingRule.objects.select_for_update().first()
        rule = CountingRule(
            number=latest.number + 1 if latest else 1,
            text=text.strip(),
            classes=[one.value for one in CountingClass if one in classes],
            states=[one.value for one in State if one in states],
            least_users=least_users,
            least_cost=least_cost,
            reason=reason.strip(),
            since=timezone.now(),
            by=caller.author.user,
        )
        with writing(COUNTING_RULE_SET, caller.author, rule) as page:
            page.save(rule)
    return rule


def _check(text: str, classes: Collection[str], states: Collection[str], reason: str) -> None:
    if not text.strip():
        raise ValueError("Write the rule in words, so that others count the same.")
    if not reason.strip():
        raise ValueError("Say why the rule changes: the count changes with it.")
    if not classes or not set(classes) <= set(CountingClass):
        raise ValueError(f"Choose at least one class of: {', '.join(CountingClass)}.")
    if not states or not set(states) <= set(State):
        raise ValueError(f"Choose at least one state of: {', '.join(State)}.")
