"""What was typed of a custody record in an old system: beside ours on its page, and on the page of whom it detains."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.custody.models import CustodyRecord
from daybook.custody.queries.filter import SEE
from daybook.legacy.models import TheirEntry
from daybook.legacy.their_entries import beside, lines, of_people
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.queries.explanation import records_of
from daybook.records.models import Person


def beside_ours(request: HttpRequest, record: CustodyRecord) -> str:
    """Theirs on the page of our custody record; empty where nothing was typed there."""
    return _panel(request, beside(record.pk), record=record)


def of_person(request: HttpRequest, person: Person) -> str:
    """Custody records that are in an old system alone, for who may see custody records; a look is written down."""
    caller = caller_of(request)
    if not allowed(caller, SEE):
        return ""
    row = IndexedRecord.objects.filter(system=OWN, key=str(person.pk)).first()
    others = records_of(caller, row.nominal) if row else []
    return theirs_alone(request, of_people(one for one in others if one[0] != OWN))


def theirs_alone(request: HttpRequest, theirs: Sequence[TheirEntry]) -> str:
    """The log of custody records that are in an old system alone; the look at each entry is written down."""
    for one in theirs:
        consulted(request).add("theirentry", one.pk)
    return _panel(request, theirs)


def _panel(request: HttpRequest, theirs: Sequence[TheirEntry], **more: CustodyRecord) -> str:
    if not theirs:
        return ""
    return render_to_string("legacy/_their_entries.html", {"lines": lines(theirs), **more}, request)
