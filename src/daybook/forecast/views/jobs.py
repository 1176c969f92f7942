"""Work that was asked for, of any kind: how far it is, a way to stop it, why it failed; once done, what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.send_crimes import MAKE
from daybook.forecast.actions.stop_work import JOBS, stop_work
from daybook.forecast.models import WorkState


@dataclass(frozen=True)
class Shown:
    """Names of routes: `home` lists such work; `found` is also the field of what comes of it, `asked` that of what it
    is asked of, and `anew` where. `waits` and `again`: words of the page."""

    home: str
    listed: str
    made: str
    found: str
    asked: str
    anew: str
    waits: str = "Waiting to be made."
    again: str = "Change what is asked"


SHOWN = {
    "forecast": Shown("index", "Forecasts", "The forecast is made.", "model", "source", "source"),
    "patterns": Shown("patterns", "Patterns", "The study is made.", "study", "source", "patterns-ask"),
    "trial": Shown(
        *("trials", "Trials", "The trial is analysed.", "trial", "trial", "trial"),
        waits="Waiting to be analysed.",
        again="Back to the trial",
    ),
}


def _asked(kind: str, job_id: UUID) -> Any:
    if kind not in JOBS:
        raise Http404
    return get_object_or_404(JOBS[kind].objects.select_related("source"), pk=job_id)


def _page(request: HttpRequest, template: str, kind: str, work: Any) -> HttpResponse:
    shown = SHOWN[kind]
    links = {
        "home": reverse(f"forecast:{shown.home}"),
        "anew": reverse(f"forecast:{shown.anew}", args=[getattr(work, f"{shown.asked}_id")]),
    }
    return render(request, template, {"job": work, "kind": kind, "shown": shown, **links})


@require_GET
@signed_on(MAKE)
def job(request: HttpRequest, kind: str, job_id: UUID) -> HttpResponse:
    work = _asked(kind, job_id)
    result = SHOWN[kind].found
    if work.state == WorkState.DONE and (found := getattr(work, f"{result}_id")):
        return redirect(f"forecast:{result}", found)
    return _page(request, "forecast/job.html", kind, work)


@require_GET
@signed_on(MAKE, by_itself=True)
def job_progress(request: HttpRequest, kind: str, job_id: UUID) -> HttpResponse:
    """The part of the page that renews itself until the work has ended."""
    return _page(request, "forecast/_job_progress.html", kind, _asked(kind, job_id))


@require_POST
@signed_on(MAKE)
def stop(request: HttpRequest, kind: str, job_id: UUID) -> HttpResponse:
    try:
        stop_work(caller_of(request), _asked(kind, job_id))
    except ValueError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "It is stopped, and nothing of it is kept.")
    return redirect("forecast:job", kind, job_id)
