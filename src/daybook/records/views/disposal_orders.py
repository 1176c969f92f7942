"""An order of disposal: what would go, the answer of a second person, carrying it out, and who has to be told."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.queries import names_of
from daybook.access.views_guard import signed_on
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.order_disposal import answer_disposal
from daybook.records.actions.settle_notice import settle_notice
from daybook.records.models import DisposalOrder
from daybook.records.queries.retention import REVIEW, notice_numbered, orders
from daybook.records.retention.notices import stands

DISPOSE = "records.dispose"


@require_GET
@signed_on(REVIEW)
def order(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """The order, by counts and ids; no name stands here."""
    return _page(request, _found(caller_of(request), order_id))


@require_POST
@signed_on(DISPOSE)
def answer(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Approve or decline."""
    agree = request.POST.get("answer") == "approve"
    words = "Approved. It can be carried out now." if agree else "Declined: nothing goes."
    return _done(request, order_id, lambda caller, row: answer_disposal(caller, row, agree=agree), words)


@require_POST
@signed_on(DISPOSE)
def carry_out(request: HttpRequest, order_id: UUID) -> HttpResponse:
    """Carry it out, or go on with it."""
    return _done(
        request, order_id, carry_out_disposal, "Done. How far each old system has come stands below."
    )


@require_POST
@signed_on(DISPOSE)
def settle(request: HttpRequest, notice_id: int) -> HttpResponse:
    """An old system has erased what it was told."""
    notice = notice_numbered(notice_id)
    if notice is None:
        raise Http404("There is no such notice.")
    words = f"{notice.title} has erased it; its reference is forgotten."
    return _done(request, notice.order_id, lambda caller, row: settle_notice(caller, notice), words)


def _done(
    request: HttpRequest, key: UUID, act: Callable[[Caller, DisposalOrder], object], words: str
) -> HttpResponse:
    row = _found(caller_of(request), key)
    try:
        act(caller_of(request), row)
    except ValueError as error:
        return _page(request, row, str(error))
    messages.success(request, words)
    return redirect("records:disposal-order", row.pk)


def _found(caller: Caller, key: UUID) -> DisposalOrder:
    row = orders(caller).filter(pk=key).first()
    if row is None:
        raise Http404("There is no such order.")
    return row


def _page(request: HttpRequest, row: DisposalOrder, error: str = "") -> HttpResponse:
    caller = caller_of(request)
    names = names_of([row.proposed_by, row.answered_by])
    context = {
        "row": row,
        "people": [UUID(one) for one in row.people],
        "counts": row.counts.items(),
        "proposed": names.get(row.proposed_by, "Daybook"),
        "answered": names.get(row.answered_by, "") if row.answered_by else "",
        "mine": caller.user is not None and caller.user.pk == row.proposed_by,
        "may": allowed(caller, DISPOSE),
        "notices": stands(caller, row.notices.order_by("system", "pk")),
        "left": len(row.people) - len(row.done),
        "error": error,
    }
    return render(request, "records/disposal_order.html", context, status=422 if error else 200)
