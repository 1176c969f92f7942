"""The buttons of the exceptions desk."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.legacy import registry
from daybook.legacy.actions import lock as locks
from daybook.legacy.actions import resend as resends
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.settle_reply import settle_reply
from daybook.legacy.actions.withdraw import withdraw as withdraw_delivery
from daybook.legacy.models import UnmatchedReply
from daybook.legacy.views.desk import find, show_exception

WORK = "legacy.work-exceptions"


@require_POST
@signed_on(WORK)
def lock(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    find(delivery_id)
    try:
        locks.lock(caller_of(request), delivery_id)
        messages.success(request, "This exception is yours for 20 minutes.")
    except CannotDo as error:
        messages.error(request, str(error))
    return redirect("legacy:exception", delivery_id)


@require_POST
@signed_on(WORK)
def unlock(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    find(delivery_id)
    try:
        locks.unlock(caller_of(request), delivery_id)
    except CannotDo as error:
        messages.error(request, str(error))
    return redirect("legacy:exception", delivery_id)


@require_POST
@signed_on(WORK)
def resend(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    find(delivery_id)
    try:
        row = resends.resend(caller_of(request), delivery_id)
        messages.success(request, f"It is sent to {registry.title_of(row.system)} again.")
    except CannotDo as error:
        messages.error(request, str(error))
    return redirect("legacy:exception", delivery_id)


@require_POST
@signed_on(WORK)
def resend_all(request: HttpRequest) -> HttpResponse:
    system, code = request.POST.get("system", ""), request.POST.get("code", "")
    count = resends.resend_all(caller_of(request), system, code)
    messages.success(request, f"{count} sent to {registry.title_of(system)} again.")
    return redirect("legacy:desk")


@require_POST
@consults("event:viewed", WORK)
def withdraw(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    row, reason = find(delivery_id), request.POST.get("reason", "")
    try:
        row = withdraw_delivery(caller_of(request), delivery_id, reason)
    except CannotDo as error:
        return show_exception(request, row, str(error), reason)
    messages.success(request, f"{registry.title_of(row.system)} will not get this report.")
    return redirect("legacy:exception", delivery_id)


@require_http_methods(["GET", "POST"])
@consults("event:viewed", WORK)
def reply(request: HttpRequest, reply_id: UUID) -> HttpResponse:
    """An answer that fits nothing: what came, and a line to settle it."""
    row = get_object_or_404(UnmatchedReply, pk=reply_id)
    error, reason = "", request.POST.get("reason", "")
    if request.method == "POST":
        try:
            settle_reply(caller_of(request), reply_id, reason)
            messages.success(request, "The answer is off the desk; it is kept.")
            return redirect("legacy:desk")
        except CannotDo as failed:
            error = str(failed)
    consulted(request).search("unmatched-reply", 1, [row.pk])
    context = {
        "reply": row,
        "system": registry.title_of(row.system),
        "text": bytes(row.raw).decode("utf-8", "replace")[:20_000],
        "error": error,
        "reason": reason,
    }
    return render(request, "legacy/reply.html", context, status=422 if error else 200)
