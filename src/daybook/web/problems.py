"""Problem documents for APIs (RFC 9457): what went wrong, in a sentence that says what to do."""

from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"


def problem_document(
    status: int, detail: str, title: str = "", kind: str = "about:blank", **more: Any
) -> dict[str, Any]:
    """The members of RFC 9457 section 3.1; `more` adds members such as `errors`, a list of {pointer, detail}."""
    return {
        "type": kind,
        "title": title or HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }


def problem(
    status: int, detail: str, title: str = "", kind: str = "about:blank", **more: Any
) -> JsonResponse:
    """The answer of an API that could not do what was asked."""
    document = problem_document(status, detail, title, kind, **more)
    return JsonResponse(document, status=status, content_type=CONTENT_TYPE)


def pointer(*path: str | int) -> str:
    """A JSON Pointer (RFC 6901) to a member of the request, as `errors` of a problem name it."""
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
