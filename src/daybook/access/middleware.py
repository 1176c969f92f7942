"""Gives each request its caller and its consultations, and refuses a view that has not declared who may see it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from daybook.access import api_guard, devices, sessions
from daybook.access.consulted import consulted
from daybook.access.views_guard import guard_of

log = logging.getLogger(__name__)
Answer = Callable[[HttpRequest], HttpResponseBase]


class UndeclaredViewError(RuntimeError):
    """A view carries none of @public, @signed_on, @consults."""


class GuardMiddleware:
    """Stands after sessions and authentication."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        consulted(request)
        response = self.get_response(request)
        devices.give_cookie(request, response)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: list[Any], kwargs: dict[str, Any]
    ) -> None:
        """Refuse an undeclared view: an answer of 500 and a line in the log, whatever it would have shown."""
        guard = guard_of(view)
        if guard is None and not api_guard.is_declared(view):
            name = f"{view.__module__}.{getattr(view, '__qualname__', '')}"
            log.error("view %s carries no guard", name)
            raise UndeclaredViewError(f"{name} must carry one of @public, @signed_on, @consults.")
        by_itself = guard is not None and guard.by_itself
        if not by_itself and request.user.is_authenticated and not sessions.is_locked(request):
            sessions.touch(request)
