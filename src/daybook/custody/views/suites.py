"""The suites of the force, and the one that an address names."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.custody.models import Suite
from daybook.custody.queries.filter import SEE


@require_GET
@signed_on(SEE)
def suites(request: HttpRequest) -> HttpResponse:
    """Where people are held: each suite with its board and who waits there."""
    caller = caller_of(request)
    context = {
        "suites": list(Suite.objects.order_by("name")),
        "may_book_in": allowed(caller, "custody.book-in"),
        "may_set_up": allowed(caller, "custody.keep-suites"),
    }
    return render(request, "custody/suites.html", context)


def suite_or_404(code: str) -> Suite:
    suite = Suite.objects.filter(code=code).first()
    if suite is None:
        raise Http404("There is no such custody suite. Look at the list of suites.")
    return suite
