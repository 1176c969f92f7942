"""Errors outside any view: a page for people, a problem document for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views import defaults

from daybook.web.problems import problem

API = "/api/"


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if request.path.startswith(API):
        return problem(404, "There is nothing at this address. The description is at /api/v1/openapi.json.")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if request.path.startswith(API):
        return problem(500, "Daybook failed. Nothing was written. Tell an administrator when this happened.")
    return defaults.server_error(request)
