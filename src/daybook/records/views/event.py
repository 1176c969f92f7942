"""The page of one event, and what may be done to it: amend, change its state, identify a person."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed, require
from daybook.access.views_guard import consults, signed_on
from daybook.records import event_page, offences
from daybook.records.actions.amend_report import OutdatedError, amend_report
from daybook.records.actions.identify_arrested import AlreadyKnownError, identify_arrested
from daybook.records.entering import EnteredElsewhereError, in_words, master_of, masters
from daybook.records.forms.check import Checked, check, errors_by_path
from daybook.records.forms.left_over import keep_words_searched
from daybook.records.forms.page import FormPage
from daybook.records.forms.steps import SUBMIT, Step, UnknownStepError, focus_after, take
from daybook.records.forms.typed import typed_from
from daybook.records.models import Event
from daybook.records.person_lookup import as_uuid
from daybook.records.queries.filter import visible
from daybook.records.queries.guarded import may_read_all, refuse_guarded
from daybook.records.reading_reports import typed_of_event
from daybook.records.reports import Report, all_types, type_of
from daybook.records.reports.arrest import Arrest
from daybook.records.reports.base import GROUPS
from daybook.records.reports.entries import PersonEntry
from daybook.records.views.found import is_sealed_from, sealed_page
from daybook.records.views.report_form import (
    ABOUT,
    elsewhere_page,
    looked_up,
    name_people,
    pressed,
    reasons_in,
)


def event_or_404(request: HttpRequest, event_id: UUID) -> Event:
    """The event if this caller may see it; the look is written down."""
    events = visible(caller_of(request), Event).select_related("location", "officer")
    event = events.filter(pk=event_id).first()
    if event is None:
        raise Http404("There is no such report, or you may not see it.")
    consulted(request).add("event", event.pk)
    return event


@require_GET
@consults("event:viewed", "records.see-event")
def event(request: HttpRequest, event_id: UUID) -> HttpResponse:
    caller = caller_of(request)
    if is_sealed_from(caller, Event, event_id):
        return sealed_page(request, "event", event_id)
    found = event_or_404(request, event_id)
    people = event_page.people_of(caller, found)
    for named in people:
        if named.person:
            consulted(request).add("person", named.person.pk, kind="person:viewed")
    master = master_of(found.report_type)
    context = {
        "event": found,
        "kind": type_of(found.report_type),
        "elsewhere": in_words(found.report_type, master) if master else "",
        "status": event_page.status_words(found),
        "undone": event_page.is_undone(found),
        "people": people,
        "vehicles": event_page.vehicles_of(caller, found),
        "offences": found.offences.filter(withdrawn=False).order_by("id"),
        "facts": event_page.sourced_facts(found, caller),
        "changes": [] if master else event_page.changes_for(caller, found),
        "may_seal": allowed(caller, "records.set-handling"),
        "history": event_page.history(caller, found),
        "others": event_page.same_occasion(caller, found),
        "came_from": event_page.came_from(caller, found),
        "went_on_in": event_page.went_on_in(caller, found),
        "may_amend": not master and allowed(caller, "records.amend-report") and may_read_all(caller, found),
        "may_link": allowed(caller, "records.link"),
        "starts": [kind for _, kinds in kinds_for(caller) for kind in kinds],
        "to_identify": not master and event_page.unknown_arrested(people),
    }
    return render(request, "records/event.html", context)


@consults("event:viewed", "records.amend-report")
def amend(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """The report's form with its present values; a reason is asked for."""
    found = event_or_404(request, event_id)
    refuse_guarded(caller_of(request), found)
    kind = type_of(found.report_type)
    if request.method != "POST" and master_of(kind.slug):
        return elsewhere_page(request, kind, found)
    if request.method == "POST":
        return _amended(request, caller_of(request), found)
    return _amend_page(request, found, FormPage(kind, typed_of_event(found)), "", "")


def _amended(request: HttpRequest, caller: Caller, found: Event) -> HttpResponse:
    kind, step = type_of(found.report_type), pressed(request)
    typed, why = typed_from(request.POST, kind), request.POST.get("why", "")
    try:
        take(kind, typed, step)
    except UnknownStepError as error:
        return HttpResponseBadRequest(str(error))
    page = FormPage(kind, typed, focus=focus_after(typed, step))
    if step.verb == "look":
        page.found[step.path] = looked_up(request, typed[step.field][step.index])
    if step.verb == "find":
        page.searched = request.POST.get(f"{step.field}.find", "")
        page.found_offences = offences.search(page.searched, limit=20)
    if step.verb != SUBMIT:
        return _amend_page(request, found, page, why, "")
    page.checked = check(kind, typed, reasons_in(request.POST))
    typed_version = request.POST.get("version", "")
    found.version = int(typed_version) if typed_version.isdecimal() else 0
    if keep_words_searched(page, request.POST) or not (page.checked.accepted and page.checked.report):
        return _amend_page(request, found, page, why, "", 422)
    try:
        amend_report(caller, found, page.checked.report, reason=why, reasons=page.checked.reasons)
    except (OutdatedError, ValueError) as error:
        conflict = isinstance(error, OutdatedError | EnteredElsewhereError)
        return _amend_page(request, found, page, why, str(error), 409 if conflict else 422)
    return redirect("records:event", found.pk)


def _amend_page(
    request: HttpRequest, found: Event, page: FormPage[Report], why: str, error: str, status: int = 200
) -> HttpResponse:
    name_people(request, caller_of(request), page)
    page.beside = {"why": error} if error else {}
    page.fixed_people = page.kind.one_event_per_person
    context = {
        "page": page,
        "kind": page.kind,
        "event": found,
        "version": found.version,
        "why": why,
        "why_error": error,
        "title": f"Amend {page.kind.title.lower()} {found.number}",
    }
    return render(request, "records/amend.html", context, status=status)


@consults("event:viewed", "records.identify-person")
def identify(request: HttpRequest, event_id: UUID) -> HttpResponse:
    """Say who an unknown arrested person is: the person's part of the arrest form."""
    found, caller = event_or_404(request, event_id), caller_of(request)
    if request.method != "POST" and master_of(found.report_type):
        return elsewhere_page(request, type_of(found.report_type), found)
    typed, why, problem = typed_from(request.POST, Arrest), request.POST.get("why", ""), ""
    step = pressed(request, "start")
    try:
        if step.verb != "start":
            take(Arrest, typed, step)
    except UnknownStepError as error:
        return HttpResponseBadRequest(str(error))
    if request.method == "GET":
        take(Arrest, typed, Step("add", "people_arrested"))
    page = FormPage[Report](Arrest, typed, focus=focus_after(typed, step))
    if step.verb == "look":
        page.found[step.path] = looked_up(request, typed[step.field][step.index])
    if request.method == "POST" and step.verb == SUBMIT:
        problem = _identify(caller, found, page, why)
        if not problem and not page.checked.errors:
            messages.success(request, "The person is identified. Every system that was told is being told.")
            return redirect("records:event", found.pk)
    name_people(request, caller, page)
    page.beside = {"why": problem} if problem else {}
    context = {"page": page, "event": found, "why": why, "why_error": problem, "kind": Arrest}
    status = 422 if problem or page.checked.errors else 200
    return render(request, "records/identify.html", context, status=status)


def _identify(caller: Caller, found: Event, page: FormPage[Report], why: str) -> str:
    """Try it; what is wrong goes to the page's errors or is returned."""
    from pydantic import ValidationError

    try:
        given = PersonEntry.model_validate((page.typed["people_arrested"] or [{}])[0])
        identify_arrested(caller, found, given, reason=why)
    except ValidationError as error:
        found_errors = errors_by_path(PersonEntry, error)
        page.checked = Checked(
            errors={f"people_arrested.0.{at}".rstrip("."): text for at, text in found_errors.items()}
        )
    except (AlreadyKnownError, ValueError) as error:
        return str(error)
    return ""


@require_GET
@signed_on("access.use")
def reports(request: HttpRequest) -> HttpResponse:
    """The report types this caller may write; `about` in the address names the person that they are to be about."""
    about = as_uuid(request.GET.get(ABOUT, ""))
    locked = masters()
    groups = [
        (group, [(kind, locked.get(kind.slug)) for kind in kinds])
        for group, kinds in kinds_for(caller_of(request))
    ]
    context = {"groups": groups, "query": f"?{ABOUT}={about}" if about else ""}
    return render(request, "records/reports.html", context)


def kinds_for(caller: Caller) -> list[tuple[str, list[type[Report]]]]:
    """The report types that this caller may write, under their headings, most used first."""
    kinds = [kind for kind in all_types().values() if allowed(caller, kind.permission())]
    groups = [(group, [kind for kind in kinds if kind.group == group]) for group in GROUPS]
    return [(group, found) for group, found in groups if found]


@require_GET
@signed_on("records.record-arrest")
def new_arrest(request: HttpRequest) -> HttpResponse:
    require(caller_of(request), Arrest.permission())
    return redirect("records:new-report", "arrest")
