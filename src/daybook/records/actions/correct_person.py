"""Correct or contradict what is recorded of a person. What other sources said stays beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.book.pages import Page
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.facts import assert_fact
from daybook.records.kinds import PERSON_CORRECTED
from daybook.records.labels import FIELDS
from daybook.records.models import Person, PersonName
from daybook.records.people import NameData, Source, add_name

NAMES = frozenset({"family_name", "given_names"})


def correct_person(
    caller: Caller,
    person: Person,
    said: Mapping[str, Any],
    *,
    reason: str,
    source: str = "daybook",
    source_key: str = "",
    is_master: bool = False,
) -> Person:
    """Keep what the source says of these fields, and let the rule of `records.facts` choose the values in use.

    Only fields that differ from the value in use are taken. A new name is kept as a name beside the old. `is_master`:
    the source is an old system that is master of the record from which it comes.
    """
    require(caller, "records.amend-person")
    why = stated(reason, "Say how you know, such as: seen passport.")
    if unknown := set(said) - set(FIELDS):
        raise ValueError(f"A person has no field {sorted(unknown)[0]} that may be corrected.")
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        new = {field: value for field, value in said.items() if getattr(held, field) != value}
        if not new:
            raise NothingToDoError("Nothing differs from what is recorded. Change a value, or go back.")
        with writing(PERSON_CORRECTED, caller.author, held) as page:
            page.note(reason=why, fields=sorted(new), **({"source": source} if is_master else {}))
            _take(page, held, new, Source(timezone.now(), source, source_key), is_master)
    return held


def _take(page: Page, person: Person, said: Mapping[str, Any], origin: Source, is_master: bool) -> None:
    changed = [
        field
        for field, value in said.items()
        if assert_fact(page, person, field, value, origin, is_master=is_master)
    ]
    if not changed:
        return
    if "date_of_birth" in changed:
        person.birth_year_only = False
    page.save(person)
    if NAMES & set(changed):
        name = NameData(person.family_name, person.given_names, PersonName.Kind.PRIMARY)
        add_name(page, person, name, origin)
