"""The register as a file, of the systems that the list would show."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.exporting import as_cells, as_objects, fields_shown
from daybook.estate.listing import systems_list
from daybook.estate.queries.estate import SEE, the_estate
from daybook.estate.register.fields import Field
from daybook.web.downloads import csv_download


@require_GET
@signed_on(SEE)
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """A file that can be taken in again."""
    fields, only = _wanted(request)
    return csv_download("systems.csv", [field.label for field in fields], as_cells(fields, only))


@require_GET
@signed_on(SEE)
def as_json(request: HttpRequest) -> HttpResponseBase:
    """The same with types, for programs."""
    return JsonResponse(list(as_objects(*_wanted(request))), safe=False)


def _wanted(request: HttpRequest) -> tuple[tuple[Field, ...], list[UUID]]:
    """`?version=public` leaves out commercial, security and personal fields; the filters of the list hold here too."""
    _, chosen = systems_list(request, the_estate(caller_of(request)))
    fields = fields_shown(request.GET.get("version") == "public")
    return fields, [held.facts.id for held in chosen]
