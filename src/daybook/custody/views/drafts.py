"""Keeping what is typed while it is typed; called by the page."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.custody import drafts
from daybook.custody.queries.filter import visible
from daybook.records.models import Event
from daybook.records.queries import filter as records

LONGEST_FORM = 40


@require_POST
@signed_on("custody.see-record")
def save_draft(request: HttpRequest, about: UUID, form: str, draft: UUID) -> HttpResponse:
    """Keep the form as typed so far, for a record or for an arrest whose record is being opened."""
    caller = caller_of(request)
    seen = visible(caller).filter(pk=about).exists()
    if caller.user is None or not (seen or records.visible(caller, Event).filter(pk=about).exists()):
        raise Http404("There is no such custody record, or you may not see it.")
    try:
        drafts.save(caller.user, draft, about, form[:LONGEST_FORM], request.body.decode())
    except drafts.TakenOverError as error:
        return HttpResponse(str(error), status=409)
    return HttpResponse(status=204)
