"""The page on which a report's state is changed: its questions, and the reason."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.permission import require
from daybook.access.views_guard import consults
from daybook.records.actions.change_report import NotPossibleError, change_of, change_report
from daybook.records.entering import master_of
from daybook.records.forms.check import Checked
from daybook.records.forms.check_change import check_change
from daybook.records.forms.page import FormPage
from daybook.records.forms.steps import SUBMIT, UnknownStepError, focus_after, take
from daybook.records.forms.typed import Typed, empty, moment_boxes, typed_from
from daybook.records.models import Event
from daybook.records.queries.changes import told_of
from daybook.records.reports import Change, Questions, type_of
from daybook.records.reports.change import Told
from daybook.records.views.event import event_or_404
from daybook.records.views.report_form import elsewhere_page, pressed, reasons_in


@consults("event:viewed", "records.see-event")
def change(request: HttpRequest, event_id: UUID, slug: str) -> HttpResponse:
    """De-arrest, an item moved, a warrant tried: what the change asks, and why it is made."""
    found = event_or_404(request, event_id)
    try:
        wanted = change_of(found, slug)
    except NotPossibleError as error:
        raise Http404(str(error)) from None
    caller = caller_of(request)
    require(caller, wanted.permission)
    if request.method != "POST" and master_of(found.report_type):
        return elsewhere_page(request, type_of(found.report_type), found)
    told = told_of(caller, found)
    if request.method != "POST":
        return _page(request, found, wanted, _asked(wanted, _first(wanted, told)), "")
    page = _asked(wanted, typed_from(request.POST, wanted.asks) if wanted.asks else {})
    step = pressed(request)
    try:
        if wanted.asks and step.verb != SUBMIT:
            take(wanted.asks, page.typed, step)
            page.focus = focus_after(page.typed, step)
            return _page(request, found, wanted, page, "")
    except UnknownStepError as error:
        return HttpResponseBadRequest(str(error))
    return _submitted(request, found, wanted, page, told)


def _submitted(
    request: HttpRequest, found: Event, wanted: Change, page: FormPage[Questions], told: Told
) -> HttpResponse:
    outcome = check_change(wanted, told, page.typed, reasons_in(request.POST))
    page.checked, reason = outcome.checked, request.POST.get("reason", "")
    if not outcome.accepted:
        return _page(request, found, wanted, page, "", 422)
    said: dict[str, Any] = {"answers": outcome.answers, "reasons": outcome.checked.reasons}
    try:
        change_report(caller_of(request), found, wanted.slug, reason=reason, **said)
    except ValueError as error:
        return _page(request, found, wanted, page, str(error), 422)
    messages.success(request, f"{wanted.title}. Every system that was told is being told.")
    return redirect("records:event", found.pk)


def _asked(wanted: Change, typed: Typed) -> FormPage[Questions]:
    return FormPage(wanted.asks or Questions, typed, Checked())


def _first(wanted: Change, told: Told) -> Typed:
    """The questions with what is known already; it was done just now unless said otherwise."""
    if wanted.asks is None:
        return {}
    now = {"at": moment_boxes(timezone.now())} if "at" in wanted.asks.model_fields else {}
    return empty(wanted.asks) | now | wanted.asks.known(told)


def _page(
    request: HttpRequest,
    found: Event,
    wanted: Change,
    page: FormPage[Questions],
    problem: str,
    status: int = 200,
) -> HttpResponse:
    page.beside = {"reason": problem} if problem else {}
    context = {
        "event": found,
        "change": wanted,
        "page": page,
        "reason": request.POST.get("reason", ""),
        "problem": problem,
    }
    return render(request, "records/change.html", context, status=status)
