"""People arrested who wait to be booked in at a suite."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.custody.models import Suite
from daybook.custody.queries.awaiting import awaiting


@require_GET
@consults("custody-board:viewed", "custody.book-in")
def waiting(request: HttpRequest, code: str) -> HttpResponse:
    suite = Suite.objects.filter(code=code).first()
    if suite is None:
        raise Http404("There is no such custody suite.")
    rows = awaiting(caller_of(request), suite)
    consulted(request).search("awaiting-booking-in", len(rows), [row.person.pk for row in rows if row.person])
    return render(request, "custody/waiting.html", {"suite": suite, "rows": rows})
