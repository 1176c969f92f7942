"""One list, the evidence of one row, the review desk, and somebody who could be put on."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_GET

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.queries import names_of
from daybook.access.views_guard import consults
from daybook.forecast.harm.actions.review import pass_over, put_on, review_row
from daybook.forecast.harm.gate import OPEN, SEE, require_see, stands
from daybook.forecast.harm.kinds import LIST_VIEWED, ROW_VIEWED
from daybook.forecast.harm.models import HarmList, HarmRow, RowState
from daybook.forecast.harm.queries.evidence import basis_words, evidence_of, wanted_of
from daybook.forecast.harm.queries.lists import Candidate, Listed, candidates, listed
from daybook.forecast.harm.queries.weights import weights_in_use
from daybook.forecast.harm.reckoning import Figure, Line, reckon
from daybook.forecast.harm.rules import WORDS
from daybook.forecast.harm.views.found import of_list
from daybook.records.models import Person
from daybook.records.views.found import find
from daybook.web.forms import error_summary
from daybook.web.pages import Column, Listing, list_view

DECIDES = ("owner", "reviewer")


@require_GET
@consults(LIST_VIEWED, SEE)
@of_list
def harm_list(request: HttpRequest, row: HarmList) -> HttpResponseBase:
    """Who is on the list, each with the figure, the count beside it and how sure the order is."""
    caller = caller_of(request)
    shown = listed(caller, row)
    hidden = sum(one.person is None for one in shown)
    listing = list_view(
        request,
        [one for one in shown if one.person],
        _columns(row),
        caption=row.title,
        empty="Nobody is on the list.",
    )
    _looked_at(request, row, listing)
    context = {
        **_about(request, row),
        "listing": listing,
        "hidden": hidden,
        "overdue": sum(one.overdue for one in shown),
        "on": len(shown),
        "may_open": allowed(caller, OPEN),
    }
    return render(request, "forecast/harm/list.html", context)


def _columns(row: HarmList) -> list[Column]:
    return [
        Column("Person", lambda one: _row_link(row, one)),
        Column("Days of harm", lambda one: days_words(one.figure), is_number=True),
        Column("Events", lambda one: str(one.figure.events), is_number=True),
        Column("Place", _place),
        Column("Latest", lambda one: f"{one.latest:%-d %B %Y}" if one.latest else ""),
        Column("Review due", _due),
    ]


def _row_link(row: HarmList, one: Listed) -> str:
    address = reverse("harm:row", args=[row.pk, one.row.pk])
    name = one.person.full_name if one.person else ""
    return format_html(
        '<a class="govuk-link" href="{}">{}</a><br><span class="db-quiet">{}</span>',
        address,
        name,
        one.row.reference,
    )


def sum_words(figure: Figure) -> str:
    """The figure with its error: 730 ± 516."""
    return f"{figure.days:,.0f} ± {figure.error:,.0f}"


def days_words(figure: Figure) -> str:
    """The same, and how many events it leaves out."""
    said = sum_words(figure)
    return f"{said}, {figure.unweighed} without a weight" if figure.unweighed else said


def _place(one: Listed) -> str:
    place = one.place
    if place.first == place.last:
        return f"{place.by_days}; by count {place.by_count}"
    return f"{place.by_days}, anywhere from {place.first} to {place.last}; by count {place.by_count}"


def _due(one: Listed) -> SafeString | str:
    day = f"{one.row.review_due:%-d %B %Y}" if one.row.review_due else ""
    if not one.enough:
        return format_html('{} <strong class="govuk-tag govuk-tag--red">{}</strong>', day, "Evidence gone")
    if one.overdue:
        return format_html('{} <strong class="govuk-tag govuk-tag--orange">{}</strong>', day, "Overdue")
    return day


def _looked_at(request: HttpRequest, row: HarmList, listing: Listing) -> None:
    """The look at the list, and one at each person on this page of it."""
    seen = consulted(request)
    seen.add("harmlist", row.pk)
    for one in listing.rows:
        seen.add("person", one.person.pk, list=row.number)


def _about(request: HttpRequest, row: HarmList) -> dict[str, Any]:
    """What stands around every page of a list."""
    part = stands(caller_of(request), row)
    return {
        "list": row,
        "part": part,
        "decides": part in DECIDES,
        "counts": WORDS[row.kind],
        "since": row.since(timezone.localdate()),
        "weights": weights_in_use(),
        "owner": names_of([row.owner]).get(row.owner, ""),
    }


@consults(ROW_VIEWED, SEE)
@of_list
def harm_row(request: HttpRequest, row: HarmList, row_id: UUID) -> HttpResponseBase:
    """The evidence of a row, each line linked to its record; reviewers keep or remove."""
    require_see(caller_of(request), row)
    its = row.rows.filter(pk=row_id, state=RowState.ON).first()
    if its is None:
        raise Http404("Nobody stands there on the list. They may have left it.")
    person = find(request, Person, its.person_id)
    consulted(request).add("person", person.pk, list=row.number)
    error = ""
    if request.method == "POST":
        keep, reason = request.POST.get("decision") == "keep", request.POST.get("reason", "")
        try:
            if request.POST.get("decision") not in ("keep", "remove"):
                raise ValueError("Choose whether they stay on the list.")
            review_row(caller_of(request), its, keep, reason)
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, _done(keep, its))
            return redirect("harm:desk", row.pk)
    context = {"row": its, "reviews": _reviews(its), **_person(request, row, person, error)}
    return render(request, "forecast/harm/row.html", context, status=422 if error else 200)


def _done(keep: bool, row: HarmRow) -> str:
    if keep:
        row.refresh_from_db()
        return f"{row.reference} stays on the list. The next review is due on {row.review_due:%-d %B %Y}."
    copies = row.exported.count()
    told = (
        f" {copies} {'copy has' if copies == 1 else 'copies have'} to be put right: see Recalls."
        if copies
        else ""
    )
    return f"{row.reference} is off the list.{told}"


def _reviews(row: HarmRow) -> list[dict[str, Any]]:
    rows = list(row.reviews.all())
    names = names_of([one.by for one in rows])
    return [
        {"at": one.at, "by": names.get(one.by, "Daybook") if one.by else "Daybook", "row": one}
        for one in rows
    ]


@consults(ROW_VIEWED, SEE)
@of_list
def candidate(request: HttpRequest, row: HarmList, record_id: UUID) -> HttpResponseBase:
    """Somebody who could be put on: the evidence first, then a reviewer's decision."""
    require_see(caller_of(request), row)
    person = find(request, Person, record_id)
    consulted(request).add("person", person.pk, list=row.number)
    error = ""
    if request.method == "POST":
        try:
            return _decided(request, row, person)
        except ValueError as wrong:
            error = str(wrong)
    context = _person(request, row, person, error)
    return render(request, "forecast/harm/candidate.html", context, status=422 if error else 200)


def _decided(request: HttpRequest, row: HarmList, person: Person) -> HttpResponseBase:
    """ValueError of the actions."""
    decision, reason = request.POST.get("decision"), request.POST.get("reason", "")
    if decision == "put-on":
        made = put_on(caller_of(request), row, person, reason)
        messages.success(request, f"Put on the list as {made.reference}.")
    elif decision == "pass-over":
        pass_over(caller_of(request), row, person, reason)
        messages.success(request, "Not put on. They are offered again once there is new evidence.")
    else:
        raise ValueError("Choose whether they are put on the list.")
    return redirect("harm:desk", row.pk)


def _person(request: HttpRequest, row: HarmList, person: Person, error: str) -> dict[str, Any]:
    lines = evidence_of([person.pk], wanted_of(row))[person.pk]
    figure = reckon(lines)
    return {
        **_about(request, row),
        "person": person,
        "figure": figure,
        "days": sum_words(figure),
        "table": evidence_table(lines),
        "error": error,
        "summary": error_summary([("reason", error)]) if error else None,
        "reason": request.POST.get("reason", ""),
        "decision": request.POST.get("decision", ""),
    }


def evidence_table(lines: list[Line]) -> dict[str, Any]:
    """Each line with the way to its record and the source of its weight."""
    weights = weights_in_use()
    columns = [
        Column("Record", lambda line: _record_link(line)),
        Column("When", lambda line: f"{line.on:%-d %B %Y}"),
        Column("Offence", lambda line: line.offence),
        Column("As", lambda line: basis_words(line.basis)),
        Column(
            "Days", lambda line: "no weight" if line.days is None else f"{line.days:,.0f}", is_number=True
        ),
        Column("Where the weight is from", lambda line: _source(weights.of(line.code))),
    ]
    cells = [[column.of(line) for column in columns] for line in lines]
    return {
        "caption": "Evidence",
        "captionClasses": "govuk-table__caption--m",
        "head": [column.head() for column in columns],
        "rows": cells,
    }


def _record_link(line: Line) -> str:
    address = reverse("records:event", args=[line.event])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, line.number)


def _source(weight: Any) -> str:
    return f"{weight.source} [{weight.mark}]" if weight else ""


@require_GET
@consults(LIST_VIEWED, SEE)
@of_list
def desk(request: HttpRequest, row: HarmList) -> HttpResponseBase:
    """Reviews, the longest due first, and those who could be put on while there is room."""
    caller = caller_of(request)
    shown = listed(caller, row)
    waiting = sorted(
        (one for one in shown if one.person), key=lambda one: one.row.review_due or timezone.localdate()
    )
    reviews = list_view(request, waiting, _columns(row), caption="Reviews", empty="No review waits.")
    room = max(row.size_limit - len(shown), 0)
    offered = candidates(caller, row)[:room]
    _looked_at(request, row, reviews)
    for one in offered:
        consulted(request).add("person", one.person.pk, list=row.number)
    context = {
        **_about(request, row),
        "listing": reviews,
        "room": room,
        "offered": _offered(row, offered),
        "due": sum(one.overdue for one in shown),
    }
    return render(request, "forecast/harm/desk.html", context)


def _offered(row: HarmList, found: list[Candidate]) -> dict[str, Any] | None:
    columns = [
        Column("Person", lambda one: _candidate_link(row, one)),
        Column("Days of harm", lambda one: days_words(one.figure), is_number=True),
        Column("Events", lambda one: str(one.figure.events), is_number=True),
        Column("Latest", lambda one: f"{one.lines[-1].on:%-d %B %Y}"),
    ]
    if not found:
        return None
    return {
        "caption": "Could be put on",
        "captionClasses": "govuk-visually-hidden",
        "head": [column.head() for column in columns],
        "rows": [[column.of(one) for column in columns] for one in found],
    }


def _candidate_link(row: HarmList, one: Candidate) -> str:
    address = reverse("harm:candidate", args=[row.pk, one.person.pk])
    return format_html('<a class="govuk-link" href="{}">{}</a>', address, one.person.full_name)
