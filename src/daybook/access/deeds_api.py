"""The deeds as operations of the HTTP API, each `POST /actions/<name>`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest
from ninja import Router

from daybook.access.api_base import PROBLEMS, Problem, refusal
from daybook.access.caller import caller_of
from daybook.access.deeds import Answer, Deed, all_deeds
from daybook.access.views_guard import signed_on


def router_of_deeds() -> Router:
    """The operations of all deeds that have none of their own."""
    router = Router(tags=["actions"])
    for deed in all_deeds().values():
        if not (deed.api or deed.no_api):
            _operation(router, deed)
    return router


def _operation(router: Router, deed: Deed) -> None:
    def act(request: HttpRequest, body: Any) -> Answer:
        try:
            return deed.carry_out(caller_of(request), body)
        except LookupError as error:
            raise Http404(str(error)) from None
        except ObjectDoesNotExist:
            raise Http404("There is no such record.") from None
        except ValueError as error:
            raise refusal(error) from None

    act.__name__ = f"act_{deed.name.replace('-', '_')}"
    act.__annotations__ |= {"request": HttpRequest, "body": deed.body, "return": Answer}
    options: dict[str, Any] = {"response": {200: Answer, **PROBLEMS, 409: Problem}, "summary": deed.title}
    router.post(f"/actions/{deed.name}", **options)(signed_on(deed.permission)(act))
