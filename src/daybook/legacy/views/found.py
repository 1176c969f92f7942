"""The old systems' answers to a search as they come, one record of them whole, and taking it in."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.views_guard import consults, signed_on
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.take_in_found import take_in_found
from daybook.legacy.find.answering import LIMIT
from daybook.legacy.find.asking import asks
from daybook.legacy.find.page import context as page_context
from daybook.legacy.find.record_page import NoSuchAnswerError, RecordThere, record_there
from daybook.legacy.kinds import RECORD_VIEWED
from daybook.legacy.their_entries_panel import theirs_alone
from daybook.legacy.views.fragments import fragment
from daybook.records.views.search import recall

STILL_ASKED = LIMIT + timedelta(minutes=1)
ENDED_RECORD = "This answer is no longer kept. Search again, then open the record."
ENDED = '<p id="old-systems-found" class="govuk-body">The old systems are not being asked any more. Search again.</p>'


@require_GET
@consults("old-system:asked", "records.search", always=False, by_itself=True)
def found(request: HttpRequest, search_id: UUID) -> HttpResponseBase:
    """The answers so far. Each was written as a look when it came; later the page alone shows them, as a new look."""
    recall(request, search_id)
    caller = caller_of(request)
    rows = asks(caller, search_id)
    if not rows or timezone.now() > rows[0].asked_at + STILL_ASKED:
        return HttpResponse(ENDED)
    return fragment(request, render_to_string("legacy/_found.html", page_context(caller, search_id, rows)))


@require_GET
@consults(RECORD_VIEWED, "records.search")
def record(request: HttpRequest, ask_id: UUID, place: int) -> HttpResponseBase:
    """The page of one record. The look is written with its system and number, and with what we keep of it."""
    caller = caller_of(request)
    try:
        there = record_there(caller, ask_id, place)
    except NoSuchAnswerError:
        messages.error(request, ENDED_RECORD)
        return redirect("records:search")
    _write_look(request, there)
    context = {
        "there": there,
        "place": place,
        "custody": theirs_alone(request, there.entries),
        "may_take_in": allowed(caller, "records.record-person"),
    }
    return render(request, "legacy/record_there.html", context)


def _write_look(request: HttpRequest, there: RecordThere) -> None:
    looked, kind = consulted(request), "sourcerecord" if there.kept else "ask"
    which = there.kept.pk if there.kept else there.ask.pk
    looked.add(kind, which, system=there.ask.system, records=[there.shown.side.record[1]])
    for side in there.others:
        if side.source:
            looked.add("sourcerecord", side.source.pk)


@require_POST
@signed_on("records.record-person")
def taken_in(request: HttpRequest) -> HttpResponse:
    """Take one record in and lead to the person, where the look is written."""
    ask, _, place = request.POST.get("record", "").partition(":")
    try:
        person = take_in_found(caller_of(request), UUID(ask), int(place))
    except CannotDo as error:
        messages.error(request, str(error))
        return redirect("records:search")
    except ValueError:
        raise Http404("There is no such answer.") from None
    return redirect("records:person", person)
