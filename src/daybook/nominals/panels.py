"""What this room says on a person's page: who else on record, here and in other systems, is this same person."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.queries.explanation import is_whole, records_of
from daybook.nominals.queries.sides import sides_of
from daybook.records.models import Person


def linked_records(request: HttpRequest, person: Person) -> str:
    """A table of the records that are this person, and the way to why; empty where the person stands alone."""
    caller = caller_of(request)
    if not allowed(caller, "nominals.see-links"):
        return ""
    row = IndexedRecord.objects.filter(system=OWN, key=str(person.pk)).first()
    if row is None or not IndexedRecord.objects.filter(nominal=row.nominal).exclude(pk=row.pk).exists():
        return ""
    others = [one for one in records_of(caller, row.nominal) if one != (OWN, str(person.pk))]
    sides = list(sides_of(others).values())
    for side in sides:
        if side.source is not None:
            consulted(request).add("sourcerecord", side.source.pk)
        else:
            consulted(request).add("person", UUID(side.record[1]))
    context = {"person": person, "sides": sides, "whole": is_whole(caller, row.nominal)}
    return render_to_string("nominals/_linked.html", context, request)
