"""The record page: warnings, clocks, what to do next, what can be written, and the timeline of all entries."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import conditional_page, require_GET

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.custody import drafts, watch
from daybook.custody.board import looks
from daybook.custody.booking_in import progress
from daybook.custody.brought import brought_lines
from daybook.custody.detention import Detention
from daybook.custody.entries import EntryKind, all_kinds, kind_of
from daybook.custody.models import CustodyRecord
from daybook.custody.next_steps import to_do
from daybook.custody.queries.filter import SEE, entries_of
from daybook.custody.quick import quick_for
from daybook.custody.state import detention_of
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
@consults("custody:viewed", SEE)
def record(request: HttpRequest, number: str) -> HttpResponse:
    held, caller = record_or_404(request, number), caller_of(request)
    context = around(held) | {"part_address": part_address(request, held)}
    kept = drafts.of_record(held.pk)
    context |= standing(caller, context["detention"], kept)
    context |= {
        "booked_in": all(one.state == "done" for one in context["steps"]),
        "writing": [one for one in kept if not one.form.startswith("step:")],
        "sections": sections_for(caller),
        "lines": timeline(entries_of(held)),
        "later": held.continued_by.first() if held.closed_at else None,
        "brought": _brought(context["detention"]),
        "late": context["detention"].clocks.late_visits(context["now"]),
        "may_return": held.closed_at and allowed(caller, "custody.book-in"),
    }
    return render(request, "custody/record.html", context)


@require_GET
@conditional_page
@consults("custody:viewed", SEE, always=False, by_itself=True)
def part(request: HttpRequest, number: str) -> HttpResponse:
    """The part of the page that renews itself: clocks, what to do, what is due. It is one look with the page."""
    held = record_or_404(request, number, seen=looks.was_shown(request, number))
    shown = standing(caller_of(request), detention_of(held.pk), drafts.of_record(held.pk))
    context = {"record": held, "part_address": part_address(request, held), **shown}
    return render(request, "custody/_standing.html", context)


def standing(caller: Caller, detention: Detention, kept: Sequence[drafts.Kept]) -> dict[str, Any]:
    """How a detention stands at this moment."""
    now = timezone.now()
    steps = progress(detention, kept)
    dues = [*watch.next_due(detention.clocks, now), *watch.reminders(detention.clocks, now)]
    return {
        "now": now,
        "steps": steps,
        "clocks": watch.two_clocks(detention.clocks, now),
        "dues": dues,
        "openings": watch.openings(detention.clocks, now),
        "todo": to_do(detention, steps, dues),
        "quick": quick_for(caller, detention),
    }


def _brought(detention: Detention) -> list[tuple[datetime, str]]:
    """When and what, of the suite that the person comes from, goes on counting here."""
    return [
        (one.at, kind_of(one.kind).read(one.details or {}, one.at).line()) for one in brought_lines(detention)
    ]


def part_address(request: HttpRequest, held: CustodyRecord) -> str:
    """Where the part asks for itself anew; nothing of somebody who has left still changes by itself."""
    if held.closed_at:
        return ""
    word = looks.word_for(request, held.number)
    return f"{reverse('custody:record-part', args=[held.number])}?{urlencode({'shown': word})}"


def sections_for(caller: Caller) -> list[tuple[str, list[type[EntryKind]]]]:
    """The kinds of entry the caller may write, in the parts of the custody record."""
    found: dict[str, list[type[EntryKind]]] = {section: [] for section in SECTIONS}
    for kind in all_kinds().values():
        if not kind.house and kind.slug != "arrival" and allowed(caller, kind.permission):
            found.setdefault(kind.section, []).append(kind)
    return [(section, kinds) for section, kinds in found.items() if kinds]
