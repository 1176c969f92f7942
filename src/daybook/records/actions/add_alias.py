"""Add a name that a person is also known by. Names are kept for ever."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records import people
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.kinds import ALIAS_ADDED
from daybook.records.models import Person, PersonName
from daybook.records.people import NameData, Source


def add_alias(
    caller: Caller, person: Person, given: NameData, *, source: str = "daybook", source_key: str = ""
) -> PersonName:
    """Add the name; one that the person has already under the same kind is refused with a sentence."""
    require(caller, "records.amend-person")
    if not (given.family_name or given.given_names):
        raise NothingToDoError("Enter a family name or given names.")
    same = {"kind": given.kind, "family_name": given.family_name, "given_names": given.given_names}
    if person.names.filter(**same).exists():
        raise NothingToDoError("This name is recorded already. Look under names and aliases.")
    with writing(ALIAS_ADDED, caller.author, person) as page:
        return people.add_name(page, person, given, Source(timezone.now(), source, source_key))
