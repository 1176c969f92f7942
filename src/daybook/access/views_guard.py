"""The three decorators of which every view carries exactly one: @public, @signed_on, @consults.

They work on functions, on class-based views and on the operations of the HTTP API.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from django.http import HttpRequest, HttpResponseBase

from daybook.access import doors
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import permission as known_permission

View = TypeVar("View", bound=Callable[..., Any])


class UnloggedReadError(RuntimeError):
    """A view that shows personal data answered without saying whose."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What a view declares of itself. `kind` is the entry written for each record that it shows."""

    access: Literal["public", "signed-on", "consults"]
    permission: str = ""
    kind: str = ""
    before_second_factor: bool = False
    while_locked: bool = False
    always: bool = True
    by_itself: bool = False


def public(view: View) -> View:
    """Anyone may see this: sign-on itself, health, what is published."""
    return _guarded(view, Guard("public"))


def signed_on(
    permission: str = "access.use",
    *,
    before_second_factor: bool = False,
    while_locked: bool = False,
    by_itself: bool = False,
) -> Callable[[View], View]:
    """For callers with the permission; the view shows no personal data.

    `before_second_factor` is for the pages on which a new user sets up a passkey, `while_locked` for those that
    unlock a desk. `by_itself` is for what a page asks for without its user: it does not keep the desk from locking.
    """
    known_permission(permission)
    guard = Guard("signed-on", permission, "", before_second_factor, while_locked, by_itself=by_itself)
    return lambda view: _guarded(view, guard)


def consults(
    kind: str, permission: str, *, always: bool = True, by_itself: bool = False
) -> Callable[[View], View]:
    """For callers with the permission; the view shows personal data and must say of which records.

    It calls `request.consulted.add(record_type, record_id)` or `.search(...)`; the entries of this kind are
    written before the response leaves. A good answer that says nothing raises UnloggedReadError, unless the view
    does not `always` show somebody, such as a form in which nobody is chosen yet. `by_itself` as in `signed_on`.
    """
    known_permission(permission)
    return lambda view: _guarded(
        view, Guard("consults", permission, kind, always=always, by_itself=by_itself)
    )


def guard_of(view: Callable[..., Any]) -> Guard | None:
    guard = getattr(view, "guard", None)
    return guard if isinstance(guard, Guard) else None


def _guarded(view: View, guard: Guard) -> View:
    if isinstance(view, type):
        inner = view.dispatch  # type: ignore[attr-defined]  # a class-based view
        _refuse_second(inner, view.__name__)

        @functools.wraps(inner)
        def dispatch(self: Any, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            return _serve(guard, request, functools.partial(inner, self, request, *args, **kwargs))

        dispatch.guard = guard  # type: ignore[attr-defined]  # as_view() copies it to the view function
        view.dispatch = dispatch  # type: ignore[attr-defined]
        return view
    _refuse_second(view, getattr(view, "__name__", repr(view)))

    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _serve(guard, request, functools.partial(view, request, *args, **kwargs))

    guarded.guard = guard  # type: ignore[attr-defined]
    _keep_signature(view, guarded)
    return guarded  # type: ignore[return-value]  # same call as the view


def _keep_signature(view: Callable[..., Any], guarded: Callable[..., Any]) -> None:
    """Give the guarded operation its annotations as types: the API reads them, and looks names up in this module."""
    try:
        guarded.__signature__ = inspect.signature(view, eval_str=True)  # type: ignore[attr-defined]
    except NameError:
        return


def _refuse_second(view: Callable[..., Any], name: str) -> None:
    if guard_of(view):
        raise TypeError(f"{name} already carries a guard; a view has exactly one.")


def _serve(guard: Guard, request: HttpRequest, answer: Callable[[], Any]) -> Any:
    if guard.access != "public":
        turned_away = doors.turn_away(
            request, guard.permission, guard.before_second_factor, guard.while_locked
        )
        if turned_away is not None:
            return turned_away
    response = answer()
    if guard.access == "consults":
        response = _rendered(response)
        _write_consultations(guard, request, response)
    return response


def _rendered(response: Any) -> Any:
    """Make the page now: its panels may show, and must log, further records."""
    render = getattr(response, "render", None)
    return render() if callable(render) and not getattr(response, "is_rendered", True) else response


def _write_consultations(guard: Guard, request: HttpRequest, response: Any) -> None:
    seen = consulted(request)
    if seen:
        seen.write(guard.kind, caller_of(request))
    elif guard.always and 200 <= _status(response) < 300:
        raise UnloggedReadError(
            f"{request.resolver_match and request.resolver_match.view_name} shows personal data "
            "but named no record: call request.consulted.add() or .search()."
        )


def _status(response: Any) -> int:
    """The status a view or an API operation answers with; a bare value of an operation is a 200."""
    if isinstance(response, HttpResponseBase):
        return response.status_code
    if isinstance(response, tuple) and len(response) == 2 and isinstance(response[0], int):
        return response[0]
    return int(getattr(response, "status_code", 200))
