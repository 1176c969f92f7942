"""Enter a system in the register by hand."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book import writing
from daybook.estate.importing.drafts import changes
from daybook.estate.kinds import SYSTEM_ADDED
from daybook.estate.models import System
from daybook.estate.register.faults import Fault
from daybook.estate.typed import NotTakenError, draft_of


def add_system(caller: Caller, given: Mapping[str, str]) -> System:
    """`given` are texts by field, as in a file; number, name and class are needed. Raises NotTakenError."""
    require(caller, "estate.keep-register")
    _refuse_missing(given)
    number = given["number"].strip()
    if System.objects.filter(number=number).exists():
        raise NotTakenError(
            [Fault("Number", number, "There is a system of this number.", "Give it another.")]
        )
    rest = {name: text for name, text in given.items() if name != "number" and text.strip()}
    draft = draft_of(number, rest)
    draft.row = System(id=draft.id)
    with transaction.atomic(), writing(SYSTEM_ADDED, caller.author, draft.row) as page:
        changes(draft).write(page)
    return System.objects.get(pk=draft.id)


def _refuse_missing(given: Mapping[str, str]) -> None:
    needed = {"number": "Number", "name": "Name", "counting_class": "Counting class"}
    lacking = [label for name, label in needed.items() if not given.get(name, "").strip()]
    if lacking:
        raise NotTakenError([Fault(label, "", "This is missing.", "Fill it in.") for label in lacking])
