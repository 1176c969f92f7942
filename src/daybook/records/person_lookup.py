"""Who may this be? The people on record that a form's words may mean; an upper room may answer better."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from daybook.access.caller import Caller
from daybook.records.code_lists import code_list
from daybook.records.models import Person
from daybook.records.queries.search import find_people
from daybook.records.words import read
from daybook.web.places import person_lookup

LIMIT = 6


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person it may be: name, what tells them apart, why they are offered, and the warnings in force."""

    id: UUID
    name: str
    detail: str
    why: str
    warnings: tuple[str, ...] = ()


def candidates(caller: Caller, typed: dict[str, Any], limit: int = LIMIT) -> list[Candidate]:
    """The people that may be meant by what was typed of a person so far, best first; through the place."""
    found: list[Candidate] = person_lookup(caller, typed, limit)
    return found


def plain_lookup(caller: Caller, typed: dict[str, Any], limit: int) -> list[Candidate]:
    """By a number, else by the beginnings of the names with the birth date where it is whole."""
    for number in ("pncid", "cro", "driver_number"):
        if typed.get(number):
            found = find_people(caller, read(str(typed[number])), limit)
            if found:
                return [_candidate(person, "Same number") for person in found]
    words = " ".join(str(typed.get(name, "")) for name in ("given_names", "family_name")).strip()
    if len(words) < 3:
        return []
    found = find_people(caller, read(f"{words} {_born(typed)}".strip()), limit)
    return [_candidate(person, "Name alike") for person in found or find_people(caller, read(words), limit)]


def _born(typed: dict[str, Any]) -> str:
    boxes = typed.get("date_of_birth") or {}
    parts = [str(boxes.get(box, "")).strip() for box in ("day", "month", "year")]
    return "/".join(parts) if all(parts) else ""


def _candidate(person: Person, why: str) -> Candidate:
    born = f"born {person.date_of_birth:%d/%m/%Y}" if person.date_of_birth else "birth date not known"
    sex = code_list("sex").label(person.sex)
    marks = person.warnings.filter(withdrawn=False).order_by("code")
    labels = tuple(code_list("warning-markers").label(mark.code) for mark in marks)
    return Candidate(person.pk, person.full_name, f"{sex}, {born}", why, labels)
