"""What the rooms' HTTP APIs share: who may call, and problem documents (RFC 9457) for what goes wrong.

A room writes `router = Router(tags=["records"])` in its api.py with operations that carry a guard;
config mounts all routers on the one API that `make_api` gives.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.core.exceptions import ValidationError as DjangoValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from django.utils.datastructures import MultiValueDict
from ninja import NinjaAPI, Router, Schema
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.security import APIKeyCookie, HttpBearer

from daybook.access import sessions, tokens
from daybook.access.caller import Caller, caller_for, caller_of, system_caller
from daybook.access.purpose import Purpose
from daybook.access.views_guard import public

__all__ = ["PROBLEMS", "Problem", "ProblemError", "Router", "make_api", "problem", "refusal"]

JSON, PROBLEM = "application/json", "application/problem+json"


class ProblemError(Schema):
    """One thing that is wrong: where, and a sentence on what to do."""

    path: str
    message: str


class Problem(Schema):
    """A problem document: `title` names the kind of problem, `detail` says in a sentence what to do."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[ProblemError] = []


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
        caller = caller_for(row.user, device, Purpose.OPERATIONAL)
        caller = replace(caller, scopes=frozenset(row.scopes), system=row.system)
        request.token = row  # type: ignore[attr-defined]  # tells the doors that no session is at work
        request.caller = caller  # type: ignore[attr-defined]
        return caller


class DeskSignOn(HttpBearer):
    """A desk's own token: it stands for no user and can do one thing, lock that desk."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        desk = tokens.find_desk(token)
        if desk is None:
            return None
        caller = replace(system_caller(f"browser:{desk.pk.hex}"), scopes=frozenset({"access.lock-desk"}))
        request.token = desk  # type: ignore[attr-defined]  # tells the doors that no session is at work
        request.caller = caller  # type: ignore[attr-defined]
        return caller


def problem(
    status: int, detail: str, errors: list[dict[str, Any]] | None = None, **more: Any
) -> HttpResponse:
    """A problem document as the response; `more` are members that the operation documents."""
    wrong = [ProblemError(**one) for one in errors or []]
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=wrong)
    content = {**body.model_dump(), **more}
    response = JsonResponse(content, status=status, content_type=PROBLEM)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = "Bearer"
    return response


class Careful(Parser):
    """Reads what is sent; the character NUL, which no database holds, is refused with a sentence."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        body = super().parse_body(request)
        _refuse_nul(json.dumps(body))
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        found = super().parse_querydict(data, list_fields, request)
        _refuse_nul(json.dumps(found, default=str))
        return found


def _refuse_nul(text: str) -> None:
    if "\\u0000" in text.replace("\\\\", ""):
        raise HttpError(400, UNREADABLE)


class Api(NinjaAPI):
    """An API whose own pages (its description, its root) are declared public like any other view."""

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The description: problems in their own media type, as they are sent; beside a token, the scope it needs."""
        schema, scopes = super().get_openapi_schema(**options), self._scopes()
        for operations in schema["paths"].values():
            for operation in operations.values():
                _name_scope(operation, scopes.get(operation.get("operationId", ""), ""))
                for status, answer in operation["responses"].items():
                    if int(status) >= 400 and JSON in answer.get("content", {}):
                        answer["content"] = {PROBLEM: answer["content"][JSON]}
        return schema

    def _scopes(self) -> dict[str, str]:
        """The permission that each operation asks for, by its id."""
        return {
            operation.operation_id
            or self.get_openapi_operation_id(operation): operation.view_func.guard.permission  # type: ignore[attr-defined]  # every operation has one
            for _, router in self._routers
            for view in router.path_operations.values()
            for operation in view.operations
        }

    def _get_urls(self) -> list[URLResolver | URLPattern]:
        urls = super()._get_urls()
        for one in urls:
            if isinstance(one, URLPattern) and isinstance(one.callback, partial):
                one.callback = public(one.callback)
        return urls


def _name_scope(operation: dict[str, Any], scope: str) -> None:
    """Say which scope a token needs: as OpenAPI 3.1 has roles beside a scheme, and in words."""
    for way in operation.get("security", ()):
        if TokenSignOn.__name__ in way and scope:
            way[TokenSignOn.__name__] = [scope]
            operation["description"] = f"{operation.get('description', '')}\n\nScope: `{scope}`.".strip()


def make_api(**options: Any) -> NinjaAPI:
    """The one API: token first, then session; every error answered as a problem document."""
    api = Api(auth=[TokenSignOn(), SessionSignOn()], parser=Careful(), **options)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(ValidationError, _not_valid)
    api.add_exception_handler(DjangoValidationError, _refused)
    api.add_exception_handler(PermissionDenied, _denied)
    api.add_exception_handler(Http404, _missing)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    return api


UNREADABLE = "The body must be JSON in UTF-8, without the character NUL (U+0000)."
SIGN_ON = "Sign on, or send a token that has not expired: Authorization: Bearer dbk_…"


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    known = {400: UNREADABLE, 401: SIGN_ON}
    return problem(
        error.status_code, known.get(error.status_code, str(error)), getattr(error, "errors", None)
    )


class RefusedError(HttpError):
    """An HTTP error that names the fields at fault."""

    def __init__(self, status: int, said: str, errors: list[dict[str, Any]]) -> None:
        super().__init__(status, said)
        self.errors = errors


def refusal(error: ValueError) -> RefusedError:
    """What an action refuses: 409 where the error's `conflict` says that it does not fit what stands now, else 422.

    Its `at_fault` tells by field what to do.
    """
    status = 409 if getattr(error, "conflict", False) else 422
    at_fault: dict[str, str] = getattr(error, "at_fault", {})
    return RefusedError(
        status, str(error), [{"path": path, "message": said} for path, said in at_fault.items()]
    )


def _not_valid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [wrong_field(one["loc"], one["type"], one["msg"]) for one in error.errors]
    return problem(422, "Some fields are missing or not of the right form; see errors.", errors)


REMEDIES = {
    "extra_forbidden": "There is no such field. Leave it out, or look its name up in /api/v1/openapi.json.",
    "string_unicode": "Send whole characters: half of one (a lone surrogate) stands here.",
}
"""What to do, where the checker of shapes only says what is wrong."""


def wrong_field(place: Sequence[str | int], kind: str, message: str) -> dict[str, str]:
    """One of `errors`: the field, as the body has it, and what to do. `kind` is the checker's name of the fault."""
    path = ".".join(map(str, place)).removeprefix("body.body").removeprefix(".") or "body"
    said = REMEDIES.get(kind, message).removeprefix("Value error, ")
    return {"path": unbroken(path), "message": unbroken(said)}


def unbroken(text: str) -> str:
    """The text without halves of characters, which JSON can name and no answer can hold."""
    return text.encode("utf-8", "replace").decode()


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    by_field = getattr(error, "error_dict", None)
    if by_field is None:
        return problem(422, " ".join(error.messages))
    errors = [{"path": name, "message": text} for name, found in error.message_dict.items() for text in found]
    return problem(422, "Some fields were refused; see errors.", errors)


def _denied(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(403, str(error) or "You may not do this.")


def _too_big(request: HttpRequest, error: Any) -> HttpResponse:
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    return problem(413, f"The body may have up to {most:,} bytes. Send it in smaller parts.")


def _missing(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(404, str(error) or "There is no such record, or you may not see it.")
