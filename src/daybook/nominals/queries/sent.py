"""How records of a sending system stand: whose each is now, so far as the caller may see it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from daybook.access.caller import Caller
from daybook.nominals.models import IndexedRecord, ReviewCase
from daybook.nominals.queries.apart import apart, may_be_told
from daybook.nominals.queries.filter import visible

LINKED, WAITING, ALONE, NOT_SHOWN = "linked", "waiting", "alone", "not shown"


@dataclass(frozen=True, slots=True)
class Standing:
    """`nominal`: the person whom the record belongs to, None where the caller may not see them."""

    state: str
    nominal: UUID | None = None


def standings(caller: Caller, system: str, keys: Sequence[str]) -> dict[str, Standing]:
    """By the key under which a record is kept."""
    if not may_be_told(caller):
        return dict.fromkeys(keys, Standing(NOT_SHOWN))
    rows = visible(caller).filter(system=system, key__in=keys)
    by_themselves = apart(caller, keys) if system == caller.system else {}
    whose: dict[str, UUID] = dict(rows.values_list("key", "nominal"))
    of_several = _of_several(set(whose.values()))
    asked = _asked(caller, system, keys)
    found = {}
    for key in keys:
        nominal = whose.get(key)
        alone = WAITING if key in asked else ALONE
        if its := by_themselves.get((system, key)):
            found[key] = Standing(LINKED if len(its.records) > 1 else alone, its.nominal)
        elif nominal is None:
            found[key] = Standing(NOT_SHOWN)
        else:
            found[key] = Standing(LINKED if nominal in of_several else alone, nominal)
    return found


def _of_several(nominals: set[UUID]) -> set[UUID]:
    rows = IndexedRecord.objects.filter(nominal__in=nominals).values("nominal").annotate(records=Count("pk"))
    return set(rows.filter(records__gt=1).values_list("nominal", flat=True))


def _asked(caller: Caller, system: str, keys: Sequence[str]) -> set[str]:
    """Those of which a pair waits on the desk, with a record that the caller may see or has sent."""
    first, second = Q(first_system=system, first_key__in=keys), Q(second_system=system, second_key__in=keys)
    pairs = [(case.first, case.second) for case in ReviewCase.objects.filter(first | second, settled_at=None)]
    seen = set(
        visible(caller)
        .filter(key__in={key for pair in pairs for _, key in pair})
        .values_list("system", "key")
    )
    asked = [
        (end, other)
        for one, two in pairs
        for end, other in ((one, two), (two, one))
        if other in seen or other[0] == caller.system
    ]
    return {key for (its, key), _ in asked if its == system}
