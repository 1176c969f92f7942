"""Finding the record of a page, or saying why not."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from daybook.access.caller import Caller, caller_of
from daybook.access.filters import sealed_from
from daybook.records.queries.filter import visible

Row = TypeVar("Row", bound=Model)


class SealedRecordError(Http404):
    """The record is sealed; the caller may open it with a reason. A page answers with `sealed_page`."""

    def __init__(self, kind: str, record_id: UUID) -> None:
        super().__init__("This record is sealed. Go to its own page to open it with a reason.")
        self.kind, self.record_id = kind, record_id


def find(request: HttpRequest, model: type[Row], record_id: UUID) -> Row:
    """The record, if the caller may see it. Http404 and SealedRecordError say nothing of what it holds."""
    caller = caller_of(request)
    record = visible(caller, model).filter(pk=record_id).first()
    if record is not None:
        return record
    if is_sealed_from(caller, model, record_id):
        raise SealedRecordError(model._meta.model_name or "", record_id)
    raise Http404(
        "There is no such record, or your roles do not let you see it. Check the number you were given, "
        "or ask a supervisor to look."
    )


def is_sealed_from(caller: Caller, model: type[Model], record_id: UUID) -> bool:
    """Whether the record is sealed and the caller may open it with a reason."""
    if not hasattr(model, "handling"):
        return False
    return sealed_from(caller, model._default_manager.filter(pk=record_id)).exists()


def sealed_page(request: HttpRequest, kind: str, record_id: UUID) -> HttpResponse:
    """The refusal that leads to opening the record with a reason."""
    opening = reverse("access:sealed", args=[kind, record_id])
    return render(request, "records/sealed.html", {"kind": kind, "opening": opening}, status=403)
