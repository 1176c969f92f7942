"""The record page: warnings, clocks, what to do next, what can be written, and the timeline of all entries."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.custody import drafts, watch
from daybook.custody.booking_in import progress
from daybook.custody.entries import EntryKind, all_kinds
from daybook.custody.next_steps import to_do
from daybook.custody.queries.filter import entries_of
from daybook.custody.quick import quick_for
from daybook.custody.timeline import timeline
from daybook.custody.views.entry import around
from daybook.custody.views.found import record_or_404

SECTIONS = (
    "Care",
    "Risk",
    "Health",
    "Rights",
    "Vulnerability",
    "Search",
    "Property",
    "Samples",
    "Interviews",
    "Reviews",
    "Detention",
    "Disposal",
    "Release",
    "Events",
)
"""The order in which the page offers the parts of the record; what stands in another comes after these."""


@require_GET
@consults("custody:viewed", "custody.see-record")
def record(request: HttpRequest, number: str) -> HttpResponse:
    held, caller, now = record_or_404(request, number), caller_of(request), timezone.now()
    context = around(held)
    detention, kept = context["detention"], drafts.of_record(held.pk)
    steps, dues = progress(detention, kept), watch.next_due(detention.clocks, now)
    context |= {
        "clocks": watch.two_clocks(detention.clocks, now),
        "openings": watch.openings(detention.clocks, now),
        "dues": dues,
        "todo": to_do(detention, steps, dues),
        "booked_in": all(one.state == "done" for one in steps),
        "steps": steps,
        "writing": [one for one in kept if not one.form.startswith("step:")],
        "quick": quick_for(caller, detention),
        "sections": sections_for(caller),
        "lines": timeline(entries_of(held)),
        "later": held.continued_by.first() if held.closed_at else None,
        "may_return": held.closed_at and allowed(caller, "custody.book-in"),
        "now": now,
    }
    return render(request, "custody/record.html", context)


def sections_for(caller: Caller) -> list[tuple[str, list[type[EntryKind]]]]:
    """The kinds of entry the caller may write, in the parts of the custody record."""
    found: dict[str, list[type[EntryKind]]] = {section: [] for section in SECTIONS}
    for kind in all_kinds().values():
        if not kind.house and kind.slug != "arrival" and allowed(caller, kind.permission):
            found.setdefault(kind.section, []).append(kind)
    return [(section, kinds) for section, kinds in found.items() if kinds]
