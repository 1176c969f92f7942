"""The button that records somebody whom old systems alone know."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.nominals.actions.take_in import take_in
from daybook.nominals.evidence import NoSuchRecordError


@require_POST
@signed_on("records.record-person")
def taken(request: HttpRequest) -> HttpResponse:
    """Make the person of ours and lead to their page, where the look is written."""
    try:
        person = take_in(caller_of(request), UUID(request.POST.get("take_in", "")))
    except (ValueError, NoSuchRecordError):
        raise Http404("There is no such person, or you may not see them.") from None
    return redirect("records:person", person)
