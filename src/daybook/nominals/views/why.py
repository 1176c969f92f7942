"""Why are these one person: the records of a person, the path of evidence, and the way to part them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.nominals.actions.detach_record import detach_record
from daybook.nominals.evidence import NoSuchRecordError
from daybook.nominals.four_eyes import ProposedError
from daybook.nominals.judging import CannotDecide
from daybook.nominals.kinds import PAIR_VIEWED
from daybook.nominals.membership import JudgedOneError
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.pictures import path_chart, tie_words
from daybook.nominals.queries.canonical import aliases, canonical
from daybook.nominals.queries.explanation import is_whole, paths, records_of
from daybook.nominals.queries.known import digests
from daybook.nominals.queries.sides import sides_of
from daybook.nominals.sight import ChangedError
from daybook.nominals.views.desk import consult
from daybook.records.models import Person
from daybook.records.views.found import find
from daybook.web.charts import csv_asked


@require_GET
@consults(PAIR_VIEWED, "nominals.see-links")
def why(request: HttpRequest, record_id: UUID) -> HttpResponseBase:
    """The page of a person's links."""
    return _page(request, record_id)


@require_POST
@consults(PAIR_VIEWED, "nominals.work-desk", always=False)
def detach(request: HttpRequest, record_id: UUID) -> HttpResponseBase:
    """Take a record out of the person."""
    said, system, key = request.POST, *request.POST.get("record", "").partition(" ")[::2]
    if not key:
        return _page(request, record_id, "Choose the record to detach.")
    try:
        reason, seen = said.get("reason", ""), said.getlist("seen")
        detach_record(caller_of(request), (system, key), reason=reason, seen=seen)
    except ProposedError as proposed:
        messages.success(request, str(proposed))
        return redirect(reverse("nominals:why", args=[record_id]))
    except ChangedError as changed:
        return _page(request, record_id, str(changed), status=409)
    except (CannotDecide, JudgedOneError, NoSuchRecordError) as error:
        return _page(request, record_id, str(error))
    messages.success(request, "Detached. It can be undone on the data quality desk.")
    return redirect(reverse("nominals:why", args=[record_id]))


def _page(request: HttpRequest, record_id: UUID, error: str = "", status: int = 422) -> HttpResponseBase:
    caller = caller_of(request)
    person = find(request, Person, record_id)
    seen = digests(caller, [(OWN, str(person.pk))])  # first: what is read after it may only be newer
    shown = links_of(request, person)
    consult(request, shown["sides"])
    if (answer := csv_asked(request, [shown["chart"]])) is not None:
        return answer
    context = shown | {
        "person": person,
        "seen": seen,
        "error": error,
        "reason": request.POST.get("reason", ""),
        "may_detach": allowed(caller, "nominals.work-desk") and len(shown["sides"]) > 1,
    }
    return render(request, "nominals/why.html", context, status=status if error else 200)


def links_of(request: HttpRequest, person: Person) -> dict[str, Any]:
    """What the page and the panel need: the records that the caller may see, tied in a path from this person."""
    caller, root = caller_of(request), (OWN, str(person.pk))
    row = IndexedRecord.objects.filter(system=OWN, key=str(person.pk)).first()
    records = records_of(caller, row.nominal) if row else []
    sides = sides_of(records or [root])
    ties = [tie for tie in paths(records or [root], root) if tie.record in sides]
    ordered = [sides[record] for record in records or [root] if record in sides]
    chosen = canonical(ordered)
    name = next((one.value for one in chosen if one.label == "Name"), "")
    return {
        "sides": ordered,
        "ties": [(sides[tie.record], tie, tie_words(tie)) for tie in ties],
        "chart": path_chart(ties, sides),
        "chosen": chosen,
        "aliases": aliases(ordered, name),
        "whole": row is None or is_whole(caller, row.nominal),
    }
