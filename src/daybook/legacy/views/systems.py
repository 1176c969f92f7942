"""All old systems at a glance, with pause and resume."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.legacy import queries, registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.pause import pause as pause_system
from daybook.legacy.actions.pause import resume as resume_system
from daybook.legacy.views.fragments import fragment


@require_GET
@signed_on("legacy.see-deliveries")
def systems(request: HttpRequest) -> HttpResponse:
    """One row for each joined system."""
    context = {**_shown(request), "not_joined": registry.not_joined()}
    return render(request, "legacy/systems.html", context)


@require_GET
@signed_on("legacy.see-deliveries", by_itself=True)
def systems_part(request: HttpRequest) -> HttpResponseBase:
    """The rows anew, or 304 while they say the same."""
    return fragment(request, render_to_string("legacy/_systems.html", _shown(request)))


def _shown(request: HttpRequest) -> dict[str, Any]:
    caller = caller_of(request)
    return {
        "systems": queries.health(caller),
        "now": timezone.now(),
        "may_run": allowed(caller, "legacy.run-systems"),
        "may_work": allowed(caller, "legacy.work-exceptions"),
    }


@require_POST
@signed_on("legacy.run-systems")
def pause(request: HttpRequest, name: str) -> HttpResponse:
    try:
        pause_system(caller_of(request), name, request.POST.get("reason", ""))
        messages.success(request, f"{registry.title_of(name)} is paused. Deliveries wait; nothing is lost.")
    except CannotDo as error:
        messages.error(request, str(error))
    return redirect("legacy:systems")


@require_POST
@signed_on("legacy.run-systems")
def resume(request: HttpRequest, name: str) -> HttpResponse:
    try:
        resume_system(caller_of(request), name)
        messages.success(request, f"{registry.title_of(name)} is resumed.")
    except CannotDo as error:
        messages.error(request, str(error))
    return redirect("legacy:systems")
