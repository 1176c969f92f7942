"""Errors outside any view: a page for people, a problem document for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

from daybook.records.views.found import SealedRecordError, sealed_page
from daybook.web.problems import problem

API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing there, or a sealed record: then the way to open it."""
    if isinstance(exception, SealedRecordError):
        return sealed_page(request, exception.kind, exception.record_id)
    if request.path.startswith(API):
        return problem(404, "There is nothing at this address. The description is at /api/v1/openapi.json.")
    return render(request, "404.html", {"sentence": _said(exception)}, status=404)


def _said(exception: Exception) -> str:
    """The sentence a view gave with its 404; empty where the address itself, or Django, found nothing."""
    words = exception.args[0] if exception.args else ""
    ours = isinstance(words, str) and words.endswith(".") and "matches the given query" not in words
    return words if ours else ""


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return problem(500, "Daybook failed. Nothing was written. Tell an administrator when this happened.")
    return defaults.server_error(request)
