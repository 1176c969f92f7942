"""People who wait to be booked in at a suite: arrested, or on the way from another suite."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.custody.queries.awaiting import awaiting, coming
from daybook.custody.views.suites import suite_or_404


@require_GET
@consults("custody-board:viewed", "custody.book-in")
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    suite, caller = suite_or_404(code), caller_of(request)
    rows, sent = awaiting(caller, suite), coming(caller, suite)
    people = [row.person.pk for row in rows if row.person] + [one.record.person_id for one in sent]
    consulted(request).search("awaiting-booking-in", len(people), people)
    return render(request, "custody/waiting.html", {"suite": suite, "rows": rows, "coming": sent})
