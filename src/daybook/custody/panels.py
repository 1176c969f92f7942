"""What custody says on the page of an arrest: book in, or the record that is there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.custody.models import CustodyRecord, Suite
from daybook.custody.queries.awaiting import names
from daybook.custody.queries.filter import own_detainees, visible
from daybook.records.models import Event


def custody_of_arrest(request: HttpRequest, event: Event) -> str:
    if event.report_type != "arrest":
        return ""
    caller = caller_of(request)
    there = list(CustodyRecord.objects.filter(arrest=event).select_related("suite").order_by("opened_at"))
    may_open = not there and event.status == "arrested" and allowed(caller, "custody.book-in")
    context = {
        "event": event,
        "records": _shown(caller, event, there) if there else [],
        "suites": _suites(event) if may_open else [],
    }
    if not (context["records"] or context["suites"]):
        return ""
    return render_to_string("custody/_arrest.html", context, request=request)


def _shown(caller: Caller, event: Event, there: list[CustodyRecord]) -> list[tuple[CustodyRecord, bool]]:
    """The records of which the caller may know, and whether they may read them as well."""
    readable = set(visible(caller).filter(arrest=event).values_list("pk", flat=True))
    own = set(own_detainees(caller).filter(arrest=event).values_list("pk", flat=True))
    return [(one, one.pk in readable) for one in there if one.pk in readable | own]


def _suites(event: Event) -> list[Suite]:
    """Where the person may be booked in: the suite that the arrest names, else any."""
    suites = list(Suite.objects.all())
    return [suite for suite in suites if names(event, suite)] or suites


def papers_of_record(request: HttpRequest, record: CustodyRecord) -> str:
    """What can be printed, and the handover of the suite."""
    return render_to_string("custody/_papers.html", {"record": record}, request=request)


def papers_of_suite(request: HttpRequest, suite: Suite) -> str:
    """The handover, a sheet for each person, and the figures for who may see them."""
    may_see = allowed(caller_of(request), "custody.see-figures")
    context = {"suite": suite, "may_see_figures": may_see}
    return render_to_string("custody/_suite_papers.html", context, request=request)


def suites_panel(request: HttpRequest, record: Any) -> str:
    """The board of each suite, and who waits there, for those who may see them."""
    caller = caller_of(request)
    suites = list(Suite.objects.order_by("name")) if allowed(caller, "custody.see-record") else []
    if not suites:
        return ""
    context = {"suites": suites, "may_book_in": allowed(caller, "custody.book-in")}
    return render_to_string("custody/_suites.html", context, request=request)
