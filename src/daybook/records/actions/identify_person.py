"""Say who a person is whose name was unknown or refused. For an arrested person see `identify_arrested`."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records.actions.reasons import NothingToDoError, stated
from daybook.records.facts import assert_fact
from daybook.records.kinds import PERSON_IDENTIFIED
from daybook.records.labels import FIELDS
from daybook.records.models import Link, Person, PersonName
from daybook.records.people import NameData, PersonData, Source, add_details, add_name


def identify_person(caller: Caller, person: Person, given: PersonData, *, reason: str) -> Person:
    """Give an unknown person their name and what else is now known; `reason` says how it is known."""
    require(caller, "records.identify-person")
    why = stated(reason, "Say how the person was identified.")
    if not (given.family_name or given.given_names):
        raise ValueError("Enter a family name or given names.")
    if Link.objects.filter(from_id=person.pk, role="arrested", withdrawn=False).exists():
        raise ValueError(
            "This person was arrested. Identify them on the arrest, so that every system is told."
        )
    with transaction.atomic():
        held = Person.objects.select_for_update().get(pk=person.pk)
        if held.known:
            raise NothingToDoError("This person has a name already. Correct it, or add an alias.")
        origin = Source(timezone.now())
        with writing(PERSON_IDENTIFIED, caller.author, held) as page:
            page.note(reason=why)
            held.known = True
            held.family_name, held.given_names = given.family_name, given.given_names
            for field in FIELDS.keys() - {"family_name", "given_names"}:
                value = getattr(given, field)
                if value not in (None, "", "0") and value != getattr(held, field):
                    assert_fact(page, held, field, value, origin)
            page.save(held)
            add_name(
                page, held, NameData(held.family_name, held.given_names, PersonName.Kind.PRIMARY), origin
            )
            add_details(page, held, given, origin)
    return held
