"""All old systems at a glance, with pause and resume."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.legacy import queries, registry
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.pause import pause as pause_system
from daybook.legacy.actions.pause import resume as resume_system


@require_GET
@signed_on("legacy.see-deliveries")
def systems(request: HttpRequest) -> HttpResponse:
    caller = caller_of(request)
    context = {
        "systems": queries.health(caller),
        "not_joined": registry.not_joined(),
        "may_run": allowed(caller, "legacy.run-systems"),
        "may_work": allowed(caller, "legacy.work-exceptions"),
    }
    return render(request, "legacy/systems.html", context)


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
