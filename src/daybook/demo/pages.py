"""The demonstration's own buttons: stop an old system, start it again, open its screen."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import path
from django.views.decorators.http import require_POST

from daybook.access.demo import is_open
from daybook.access.views import back_to
from daybook.access.views_guard import signed_on
from daybook.demo.machines import machine_named
from daybook.legacy.systems.registry import names


def machines_panel(request: HttpRequest, record: Any) -> str:
    """The old systems with their switches; nothing outside the demonstration."""
    if not is_open(request):
        return ""
    found = [machine for name in names() if (machine := machine_named(name))]
    return (
        render_to_string("demo/machines.html", {"machines": found, "request": request}, request)
        if found
        else ""
    )


@require_POST
@signed_on("access.use")
def turn(request: HttpRequest, name: str, wanted: str) -> HttpResponse:
    """Stop or start one emulated system; the supervisor does it within a moment."""
    machine = machine_named(name) if is_open(request) else None
    if machine is None or wanted not in {"start", "stop"}:
        raise Http404("There is no such system in this demonstration.")
    machine.turn(wanted == "start")
    return redirect(back_to(request))


urlpatterns = [path("machines/<slug:name>/<slug:wanted>/", turn, name="demo-turn")]
