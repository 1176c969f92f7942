"""Who may this be? The people on record that a form's words may mean; an upper room may answer better."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.book.asked import asked
from daybook.records.code_lists import code_list
from daybook.records.models import Person, WarningMarker
from daybook.records.queries.filter import ask, visible
from daybook.records.queries.search import find_people
from daybook.records.words import read
from daybook.web.places import person_lookup, take_in

LIMIT = 6
NUMBERS = ("pncid", "cro", "driver_number")
UNLIKELY = "Unlikely"
"""The strength of whoever is folded away: seldom meant, but now and then."""
Marks = dict[UUID, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person it may be: name, what tells them apart, why they are offered, and the warnings in force.

    `strength` is how likely it is, in a word, or empty; `near_certain`: so likely that a new record asks first.
    `source`: the old system that alone knows them, and since when; to choose them is to take them in (`our_person`).
    `elsewhere`: records of old systems that may be theirs as well.
    """

    id: UUID
    name: str
    detail: str
    why: str
    warnings: tuple[str, ...] = ()
    strength: str = ""
    near_certain: bool = False
    source: str = ""
    elsewhere: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What a look-up gives, best first; `advice` says what more to ask for where that is not enough."""

    people: tuple[Candidate, ...] = ()
    advice: str = ""

    @property
    def offered(self) -> list[Candidate]:
        """Those who are shown at once."""
        return [person for person in self.people if person.strength != UNLIKELY]

    @property
    def folded(self) -> list[Candidate]:
        """Those who are shown when asked for."""
        return [person for person in self.people if person.strength == UNLIKELY]

    @property
    def ids(self) -> list[UUID]:
        return [person.id for person in self.people]


def candidates(caller: Caller, typed: dict[str, Any], limit: int = LIMIT) -> Found:
    """The people that may be meant by what was typed of a person so far, best first; through the place."""
    found: Found = person_lookup(caller, typed, limit)
    return found


def our_person(caller: Caller, chosen: str) -> str:
    """The id of the person of ours who was chosen: whoever is known only to an old system is taken in by it.

    An id of nobody stays as it is: the form then says that there is no such person.
    """
    key = as_uuid(chosen)
    if key is None or not take_in or visible(caller, Person).filter(pk=key).exists():
        return chosen
    try:
        return str(take_in(caller, key))
    except LookupError:
        return chosen


def as_uuid(text: str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None


def plain_lookup(caller: Caller, typed: dict[str, Any], limit: int) -> Found:
    """By a number, else by the beginnings of the names with the birth date where it is whole."""
    return Found(tuple(by_number(caller, typed, limit) or beginning_so(caller, typed, limit)))


def by_number(caller: Caller, typed: dict[str, Any], limit: int) -> list[Candidate]:
    """People with a number that was typed, also one that fails its check but was recorded so."""
    for number in NUMBERS:
        if typed.get(number) and (found := find_people(caller, read(str(typed[number])), limit)):
            return _offered(caller, found, "Same number")
    return []


def beginning_so(caller: Caller, typed: dict[str, Any], limit: int) -> list[Candidate]:
    """People whose names begin with what was typed, from three letters on; so born, where anybody is."""
    words = name_typed(typed)
    if not words:
        return []
    born = _born(typed)
    found = find_people(caller, read(f"{words} {born}"), limit) if born else []
    return _offered(caller, found or find_people(caller, read(words), limit), "Name begins like this")


def name_typed(typed: dict[str, Any]) -> str:
    """The name so far, once it is long enough to look for those whose names begin so; else empty."""
    words = " ".join(str(typed.get(name, "")) for name in ("given_names", "family_name")).strip()
    return words if len(words) >= 3 else ""


def _offered(caller: Caller, people: list[Person], why: str) -> list[Candidate]:
    marks = warnings_in_force(caller, [person.pk for person in people])
    return [candidate(person, why, marks.get(person.pk, ())) for person in people]


def _born(typed: dict[str, Any]) -> str:
    boxes = typed.get("date_of_birth") or {}
    if isinstance(boxes, date):
        return f"{boxes:%d/%m/%Y}"
    parts = [str(boxes.get(box, "")).strip() for box in ("day", "month", "year")]
    return "/".join(parts) if all(parts) else ""


def candidate(person: Person, why: str, marks: tuple[str, ...], strength: str = "") -> Candidate:
    """A person as a form offers them."""
    born = f"born {person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "birth date not known"
    sex = code_list("sex").label(person.sex)
    return Candidate(person.pk, person.full_name, f"{sex}, {born}", why, marks, strength)


def warnings_in_force(caller: Caller, people: Iterable[UUID]) -> Marks:
    """The labels of the warnings about these people that nobody has withdrawn and that have not run out."""
    return labelled(ask(caller, _in_force, people=list(people), today=timezone.localdate()))


def labelled(rows: Iterable[tuple[UUID, str]]) -> Marks:
    """What `in_force` gives, by person and in words."""
    found: dict[UUID, dict[str, None]] = {}
    for person, code in rows:
        found.setdefault(person, {})[code_list("warning-markers").label(code)] = None
    return {person: tuple(labels) for person, labels in found.items()}


def in_force(caller: Caller, people: Any, today: date) -> QuerySet[WarningMarker, tuple[UUID, str]]:
    """(person, code) of each, in the order of the codes; `people` are ids, or a query for them."""
    running = Q(expires_on=None) | Q(expires_on__gte=today)
    rows = visible(caller, WarningMarker).filter(running, person__pk__in=people, withdrawn=False)
    return rows.order_by("code").values_list("person_id", "code")


_in_force = asked(in_force)
