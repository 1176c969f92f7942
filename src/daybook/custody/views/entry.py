"""Writing one entry: the page follows from the class of its kind."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.permission import require
from daybook.access.views_guard import consults
from daybook.custody.forms.asked import Asked
from daybook.custody.forms.entry_form import EntryForm
from daybook.custody.forms.writing import write_form
from daybook.custody.models import CustodyRecord
from daybook.custody.prompts import prompts
from daybook.custody.quick import taps
from daybook.custody.shown import shown_record
from daybook.custody.state import detention_of
from daybook.custody.views.desk import Desk, serve
from daybook.custody.views.found import kind_or_404, record_or_404


@consults("custody:viewed", "custody.see-record")
def write(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Write an entry of that kind."""
    found, record = kind_or_404(kind), record_or_404(request, number)
    caller = caller_of(request)
    require(caller, found.permission)
    back = record_address(record)

    def submit(form: EntryForm, draft: UUID) -> str:
        if not write_form(caller, record, form, draft):
            return ""
        messages.success(request, f"{found.title}: written.")
        return back

    context = around(record) | {"title": found.title, "kind": kind, "back": back, "button": "Write the entry"}
    context["prompts"] = prompts(kind, context["detention"])
    context["taps"] = taps(kind, context["detention"])
    return serve(Desk(request, record.pk, kind, [Asked(kind)], submit, "custody/entry.html", context=context))


def around(record: CustodyRecord) -> dict[str, Any]:
    """What every page of a record shows: who, where, and the warnings first."""
    detention = detention_of(record.pk)
    return {"record": record, "detention": detention, "shown": shown_record(record, detention)}


def record_address(record: CustodyRecord) -> str:
    return reverse("custody:record", args=[record.number])
