"""The force's own pages: every field."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from daybook.access.views_guard import signed_on
from daybook.oversight.audience import FORCE
from daybook.oversight.views import shown

SEE = "oversight.see"


@require_GET
@signed_on(SEE)
def index(request: HttpRequest) -> HttpResponseBase:
    return shown.index(request, FORCE)


@require_GET
@signed_on(SEE)
def sheet(request: HttpRequest, slug: str) -> HttpResponseBase:
    return shown.sheet(request, FORCE, slug)


@require_GET
@signed_on(SEE)
def record(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    return shown.record(request, FORCE, slug, number)


@require_GET
@signed_on(SEE)
def updates(request: HttpRequest) -> HttpResponseBase:
    return shown.updates(request, FORCE)


@require_GET
@signed_on(SEE)
def document(request: HttpRequest, evidence_id: UUID) -> HttpResponseBase:
    return shown.document(FORCE, evidence_id)
