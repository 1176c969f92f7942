"""Add a warning marker to a person."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.records import people
from daybook.records.actions.reasons import NothingToDoError
from daybook.records.code_lists import code_list
from daybook.records.kinds import WARNING_ADDED
from daybook.records.models import Person, WarningMarker
from daybook.records.people import Source, WarningData


def add_warning(
    caller: Caller, person: Person, given: WarningData, *, source: str = "daybook", source_key: str = ""
) -> WarningMarker:
    """Add the warning; its days must lie ahead, and one in force under the same code is not added again."""
    require(caller, "records.amend-person")
    today = timezone.localdate()
    if not code_list("warning-markers").is_valid(given.code, today):
        raise ValueError("Choose a warning from the list.")
    if any(day and day < today for day in (given.expires_on, given.review_on)):
        raise ValueError("A warning must end and be reviewed in the future. Check the dates.")
    same = person.warnings.filter(code=given.code, text=given.text, withdrawn=False)
    if same.exclude(expires_on__lt=today).exists():
        raise NothingToDoError("The same warning is in force already. Withdraw it first to change its dates.")
    with writing(WARNING_ADDED, caller.author, person) as page:
        return people.add_warning(page, person, given, Source(timezone.now(), source, source_key))
