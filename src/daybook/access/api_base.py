"""What the rooms' HTTP APIs share: who may call, and problem documents (RFC 9457) for what goes wrong.

A room writes `router = Router(tags=["records"])` in its api.py with operations that carry a guard;
config mounts all routers on the one API that `make_api` gives.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError
from ninja.security import APIKeyCookie, HttpBearer

from daybook.access import sessions, tokens
from daybook.access.caller import Caller, caller_for, caller_of
from daybook.access.purpose import Purpose
from daybook.access.views_guard import public

__all__ = ["PROBLEMS", "Problem", "Router", "make_api", "problem"]


class Problem(Schema):
    """A problem document: `title` names the kind of problem, `detail` says in a sentence what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] = []


PROBLEMS: dict[int, type[Problem]] = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}
"""What every operation may also answer: `response={200: Out, **PROBLEMS}`."""


class SessionSignOn(APIKeyCookie):
    """A browser's session, with its CSRF token for anything but reading."""

    param_name = "daybook_session"

    def authenticate(self, request: HttpRequest, key: str | None) -> Caller | None:
        caller = caller_of(request)
        if caller.user is None or sessions.is_locked(request) or not sessions.has_second_factor(request):
            return None
        return caller


class TokenSignOn(HttpBearer):
    """A program's token: the user it belongs to, narrowed to its scopes."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        row = tokens.find(token)
        if row is None:
            return None
        device = f"token:{row.system}"[:64]
        caller = replace(caller_for(row.user, device, Purpose.OPERATIONAL), scopes=frozenset(row.scopes))
        request.token = row  # type: ignore[attr-defined]  # tells the doors that no session is at work
        request.caller = caller  # type: ignore[attr-defined]
        return caller


def problem(status: int, detail: str, errors: list[dict[str, Any]] | None = None) -> HttpResponse:
    """A problem document as the response."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=errors or [])
    response = JsonResponse(body.model_dump(), status=status, content_type="application/problem+json")
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


class Api(NinjaAPI):
    """An API whose own pages (its description, its root) are declared public like any other view."""

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        urls = super()._get_urls()
        for one in urls:
            if isinstance(one, URLPattern) and isinstance(one.callback, partial):
                one.callback = public(one.callback)
        return urls


def make_api(**options: Any) -> NinjaAPI:
    """The one API: token first, then session; every error answered as a problem document."""
    api = Api(auth=[TokenSignOn(), SessionSignOn()], **options)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(DjangoValidationError, _refused)
    api.add_exception_handler(PermissionDenied, _denied)
    api.add_exception_handler(Http404, _missing)
    return api


SIGN_ON = "Sign on, or send a token that has not expired: Authorization: Bearer dbk_…"


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, SIGN_ON if error.status_code == 401 else str(error))


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [{"at": "/".join(map(str, one["loc"])), "says": one["msg"]} for one in error.errors]
    return problem(422, "Some fields are missing or not of the right form; see errors.", errors)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    by_field = getattr(error, "error_dict", None)
    if by_field is None:
        return problem(422, " ".join(error.messages))
    errors = [{"at": name, "says": text} for name, found in error.message_dict.items() for text in found]
    return problem(422, "Some fields were refused; see errors.", errors)


def _denied(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403, str(error) or "You may not do this.")


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, str(error) or "There is no such record, or you may not see it.")
