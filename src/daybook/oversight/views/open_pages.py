"""The pages for everyone, without sign-on: the fields that the policy shows, and no others."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from daybook.access.views_guard import public
from daybook.oversight.audience import PUBLIC
from daybook.oversight.feed import updates_feed
from daybook.oversight.views import shown


@require_GET
@public
def index(request: HttpRequest) -> HttpResponseBase:
    return shown.index(request, PUBLIC)


@require_GET
@public
def sheet(request: HttpRequest, slug: str) -> HttpResponseBase:
    return shown.sheet(request, PUBLIC, slug)


@require_GET
@public
def record(request: HttpRequest, slug: str, number: str) -> HttpResponseBase:
    return shown.record(request, PUBLIC, slug, number)


@require_GET
@public
def updates(request: HttpRequest) -> HttpResponseBase:
    return shown.updates(request, PUBLIC)


@require_GET
@public
def atom(request: HttpRequest) -> HttpResponseBase:
    return updates_feed(request)


@require_GET
@public
def document(request: HttpRequest, evidence_id: UUID) -> HttpResponseBase:
    return shown.document(PUBLIC, evidence_id)
