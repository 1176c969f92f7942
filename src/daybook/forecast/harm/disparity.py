"""Who is on a list beside who could be: ethnicity, age and area, once a month. Nothing else here reads any of these.

The comparator is everybody on record with the same kind of fact in the same time, whether or not on the list. A group's
ratio is its share of the list by its share of those. Counts from 1 to 4 are withheld before they are kept, and so is
the next smallest where subtraction would give one away.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book import writing
from daybook.custody.figures.suppression import LEAST, safe_counts
from daybook.forecast.harm.kinds import DISPARITY_MADE
from daybook.forecast.harm.models import HarmDisparity, HarmList, RowState
from daybook.forecast.harm.queries.evidence import SYSTEM, Evidence, all_evidence, eligible, wanted_of
from daybook.nominals.queries.persons import oldest_of
from daybook.records.code_lists import CodeListError, code_list
from daybook.records.models import Event, Person
from daybook.records.queries.filter import visible

QUESTIONS = {"ethnicity": "Self-defined ethnicity", "age": "Age", "area": "Area"}
AGES = (
    (18, "Under 18"),
    (25, "18 to 24"),
    (35, "25 to 34"),
    (50, "35 to 49"),
    (65, "50 to 64"),
    (200, "65 and over"),
)
UNKNOWN = "Not known"
OTHERS = "All other areas"
MOST_AREAS = 12
AT_ONCE = 400


def measure(harm_list: HarmList, caller: Caller, month: date) -> HarmDisparity:
    """The figures of that month, as the list stands now."""
    people = [row.person_id for row in harm_list.rows.filter(state=RowState.ON)]
    leads = oldest_of(people)
    on = {leads.get(person, person) for person in people}
    wanted = wanted_of(harm_list)
    evidence = all_evidence(wanted)
    compared = eligible([*evidence], wanted) | on
    told = _told(compared, evidence)
    row = HarmDisparity(
        harm_list=harm_list,
        month=month,
        figures={name: _figures(its, on, compared) for name, its in told.items()},
        people=_safe(len(on)),
        compared=_safe(len(compared)),
        made_at=timezone.now(),
    )
    with writing(DISPARITY_MADE, caller.author, harm_list) as page:
        return page.save(row)


def _safe(number: int) -> int | None:
    return None if 0 < number < LEAST else number


def _figures(groups: dict[UUID, str], on: set[UUID], compared: Collection[UUID]) -> list[list[Any]]:
    """Group, how many are on the list, how many on record; None where withheld."""
    every = Counter(groups.get(one, UNKNOWN) for one in compared)
    listed = Counter(groups.get(one, UNKNOWN) for one in on)
    names = sorted(every, key=lambda name: (name in (UNKNOWN, OTHERS), -every[name], name))
    pairs = zip(
        safe_counts([listed[one] for one in names]), safe_counts([every[one] for one in names]), strict=True
    )
    return [[name, *pair] for name, pair in zip(names, pairs, strict=True)]


def _told(people: Collection[UUID], evidence: Evidence) -> dict[str, dict[UUID, str]]:
    """By question the group of each person."""
    today = timezone.localdate()
    found: dict[str, dict[UUID, str]] = {name: {} for name in QUESTIONS}
    for part in _parts(sorted(people)):
        for person in visible(SYSTEM, Person).filter(pk__in=part):
            found["ethnicity"][person.pk] = _ethnicity(person.self_defined_ethnicity)
            found["age"][person.pk] = _age(person.age_on(today))
    found["area"] = _areas(
        {one: lines[-1].event for one, lines in evidence.items() if one in people and lines}
    )
    return found


def _ethnicity(code: str) -> str:
    """The group of the code, such as Asian."""
    try:
        return code_list("self-defined-ethnicity").get(code).also.get("group", UNKNOWN)
    except CodeListError:
        return UNKNOWN


def _age(years: int | None) -> str:
    return UNKNOWN if years is None else next(name for end, name in AGES if years < end)


def _areas(latest: dict[UUID, UUID]) -> dict[UUID, str]:
    """The postcode district of the latest event of each; small areas together."""
    districts: dict[UUID, str] = {}
    for part in _parts(sorted(set(latest.values()))):
        rows = visible(SYSTEM, Event).filter(pk__in=part).values_list("pk", "location__postcode")
        districts |= {event: (code or "").partition(" ")[0] for event, code in rows}
    found = {person: districts.get(event) or UNKNOWN for person, event in latest.items()}
    counted = Counter(name for name in found.values() if name != UNKNOWN)
    named = {name for name, _ in counted.most_common(MOST_AREAS)} | {UNKNOWN}
    return {person: name if name in named else OTHERS for person, name in found.items()}


def _parts(keys: list[UUID]) -> Iterator[list[UUID]]:
    for start in range(0, len(keys), AT_ONCE):
        yield keys[start : start + AT_ONCE]
