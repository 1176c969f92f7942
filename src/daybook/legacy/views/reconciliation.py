"""Whether an old system still holds what it confirmed: the latest comparison, its differences, the ones before."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.legacy import queries, registry
from daybook.legacy.actions import ask_reconciliation as asking
from daybook.legacy.actions import repair as repairs
from daybook.legacy.actions.errors import CannotDo
from daybook.legacy.actions.settle_difference import settle_difference
from daybook.legacy.models import Difference, Disagreement
from daybook.legacy.reconcile import words
from daybook.legacy.reconcile.history import chart_of
from daybook.legacy.switch.positions import position_of
from daybook.records.models import Event
from daybook.records.queries.filter import visible
from daybook.web.charts import csv_asked
from daybook.web.pages import Column, Filter, list_view

WORK = "legacy.work-exceptions"


@require_GET
@consults("event:viewed", WORK)
def reconciliation(request: HttpRequest, name: str) -> HttpResponseBase:
    """The latest comparison; the look is written with the reports that stand on the page."""
    caller = caller_of(request)
    runs = queries.reconciliations(caller, name)
    system = registry.find(name)
    if system is None and not runs:
        raise Http404("There is no old system of that name, and none was compared.")
    title = registry.title_of(name)
    chart = chart_of(title, runs)
    consulted(request).search("reconciliation", 0, [])
    if download := csv_asked(request, [chart] if chart else []):
        return download
    listing = list_view(
        request,
        queries.differences(caller, name),
        _columns(),
        caption="Differences",
        filters=[_kinds()],
        empty="No difference is open.",
    )
    found = [row.record_id for row in listing.rows if row.record_id]
    consulted(request).search("reconciliation", len(listing.rows), found)
    latest = queries.latest_done(runs)
    context = {
        "name": name,
        "title": title,
        "is_readable": system is not None and system.extracts is not None,
        "latest": latest,
        "days": latest.days.all() if latest else [],
        "open": queries.open_run(runs),
        "failed": runs[0] if runs and runs[0].state == "failed" else None,
        "listing": listing,
        "remedies": words.remedies_for_all(queries.to_repair(caller, name)),
        "chart": chart,
    }
    return render(request, "legacy/reconciliation.html", context)


def _columns() -> list[Column]:
    return [
        Column("Record", _link),
        Column("Where", lambda row: row.get_kind_display()),
        Column("Day", lambda row: f"{row.day:%-d %B %Y}" if row.day else ""),
        Column("What differs", words.fields_of),
        Column("Its own number", lambda row: row.reference),
        Column("State", words.state_of),
    ]


def _link(row: Difference) -> str:
    address = reverse("legacy:difference", args=[row.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, row.key or "No number")


def _kinds() -> Filter:
    return Filter("kind", "Where", Disagreement.choices, lambda rows, chosen: rows.filter(kind=chosen))


@require_POST
@signed_on(WORK)
def reconcile(request: HttpRequest, name: str) -> HttpResponse:
    try:
        asking.ask_reconciliation(caller_of(request), name)
        told = f"{registry.title_of(name)} is asked for its extract. The result stands here when it has come."
        messages.success(request, told)
    except CannotDo as error:
        messages.error(request, str(error))
        return redirect("legacy:systems")
    return redirect("legacy:reconciliation", name)


@require_POST
@signed_on(WORK)
def repair_all(request: HttpRequest, name: str) -> HttpResponse:
    count = repairs.repair_all(caller_of(request), name, request.POST.get("kind", ""))
    told = f"{registry.title_of(name)} is told of {count} records again. Compare again once it has answered."
    messages.success(request, told)
    return redirect("legacy:reconciliation", name)


@require_GET
@consults("event:viewed", WORK)
def difference(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    return _show(request, _find(difference_id))


@require_POST
@signed_on(WORK)
def repair(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    row = _find(difference_id)
    try:
        repairs.repair(caller_of(request), difference_id)
        messages.success(request, f"{registry.title_of(row.run.system)} is told again.")
    except CannotDo as error:
        messages.error(request, str(error))
    return redirect("legacy:difference", difference_id)


@require_POST
@consults("event:viewed", WORK)
def settle(request: HttpRequest, difference_id: UUID) -> HttpResponse:
    row, reason = _find(difference_id), request.POST.get("reason", "")
    try:
        settle_difference(caller_of(request), difference_id, reason)
    except CannotDo as error:
        return _show(request, row, str(error), reason)
    consulted(request).search("reconciliation", 1, [row.pk])
    messages.success(
        request, "The difference is settled. It comes back only when one of the two sides changes."
    )
    return redirect("legacy:reconciliation", row.run.system)


def _show(request: HttpRequest, row: Difference, error: str = "", reason: str = "") -> HttpResponse:
    """One difference with both values; they are shown to those who may see the report."""
    event = visible(caller_of(request), Event).filter(pk=row.record_id).first() if row.record_id else None
    consulted(request).add("event", row.record_id or row.pk, part="difference")
    position = position_of(row.run.system, row.report)
    context = {
        "row": row,
        "title": registry.title_of(row.run.system),
        "screen": getattr(registry.find(row.run.system), "screen", ""),
        "event": event,
        "values": [words.both_sides(each) for each in row.values] if event else [],
        "remedy": words.remedy(row, position),
        "button": words.button(row, position),
        "error": error,
        "reason": reason,
        "is_open": row.repaired_at is None and row.settled_at is None,
    }
    return render(request, "legacy/difference.html", context, status=422 if error else 200)


def _find(difference_id: UUID) -> Difference:
    return get_object_or_404(Difference.objects.select_related("run"), pk=difference_id)
