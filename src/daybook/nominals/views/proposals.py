"""What one person proposes and another confirms: parting people while a custody record or a case of theirs is open."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.views_guard import consults
from daybook.nominals.actions.answer_proposal import answer_proposal
from daybook.nominals.evidence import NoSuchRecordError
from daybook.nominals.judging import CannotDecide
from daybook.nominals.kinds import PAIR_VIEWED
from daybook.nominals.membership import JudgedOneError
from daybook.nominals.models import Proposal
from daybook.nominals.queries.filter import require_visible
from daybook.nominals.queries.known import digests
from daybook.nominals.queries.proposals import waiting
from daybook.nominals.queries.sides import record_title, sides_of
from daybook.nominals.sight import ChangedError
from daybook.nominals.views.desk import WORK, consult

DONE = {
    "agreed": "Confirmed and done. Every old system that was told is told again.",
    "declined": "Declined: nothing was parted.",
    "withdrawn": "Withdrawn: nothing was parted.",
}


@require_GET
@consults(PAIR_VIEWED, WORK)
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponseBase:
    """The proposal with the records it is about."""
    return _page(request, _found(request, proposal_id))


@require_POST
@consults(PAIR_VIEWED, WORK, always=False)
def answer(request: HttpRequest, proposal_id: UUID) -> HttpResponseBase:
    """Confirm it, decline it, or withdraw one's own."""
    found, said = _found(request, proposal_id), request.POST
    try:
        agree = said.get("answer") == "agree"
        told: dict[str, Any] = {"reason": said.get("reason", ""), "seen": said.getlist("seen")}
        held = answer_proposal(caller_of(request), found.pk, agree, **told)
    except ChangedError as changed:
        return _page(request, found, str(changed), status=409)
    except (CannotDecide, JudgedOneError) as error:
        return _page(request, found, str(error))
    messages.success(request, DONE[held.answer])
    return redirect("nominals:desk")


def _found(request: HttpRequest, proposal_id: UUID) -> Proposal:
    found = Proposal.objects.filter(pk=proposal_id).first()
    try:
        require_visible(caller_of(request), found.identities if found else [])
    except NoSuchRecordError:
        found = None
    if found is None:
        raise Http404("There is no such proposal, or you may not see it.")
    return found


def _page(request: HttpRequest, found: Proposal, error: str = "", status: int = 422) -> HttpResponseBase:
    seen = sorted(
        digests(caller_of(request), found.identities)
    )  # first: what is read after it may only be newer
    sides = list(sides_of(found.identities).values())
    consult(request, sides)
    context = {
        "waiting": waiting(caller_of(request), found),
        "proposal": found,
        "record": record_title(tuple(found.given["record"])) if found.given.get("record") else "",
        "sides": sides,
        "seen": seen,
        "error": error,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "nominals/proposal.html", context, status=status if error else 200)
