"""Booking in: the record opened from an arrest, and the steps, each on a page of its own, in any order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed, require
from daybook.access.views_guard import consults
from daybook.custody import drafts
from daybook.custody.actions.open_record import open_record
from daybook.custody.booking_in import BY_SLUG, STEPS, Step, progress
from daybook.custody.entries import kind_of
from daybook.custody.entries.arrival import Arrival
from daybook.custody.findings import NotWrittenError
from daybook.custody.forms.asked import Asked
from daybook.custody.forms.entry_form import EntryForm
from daybook.custody.forms.writing import refuse, write_form
from daybook.custody.models import CustodyRecord, Suite
from daybook.custody.prompts import Prompt, prompts
from daybook.custody.queries.filter import entries_of
from daybook.custody.state import detention_of
from daybook.custody.timeline import timeline
from daybook.custody.views.desk import Desk, serve
from daybook.custody.views.entry import around, record_address
from daybook.custody.views.found import record_or_404
from daybook.records.event_page import warnings_of
from daybook.records.models import Event
from daybook.records.queries.filter import visible
from daybook.records.reading_reports import people_in

ARRIVAL = Asked("arrival")
RETURN = Asked("arrival", begins={"basis": "bail-return"})
TRANSFER = Asked("arrival", begins={"basis": "transfer"})


@consults("event:viewed", "custody.book-in")
def open_from_arrest(request: HttpRequest, arrest: UUID) -> HttpResponse:
    """Open the custody record of somebody arrested: the arrival is its first entry.

    Where the person left custody and is back, `?again` opens a new period that carries the time of the last.
    """
    caller = caller_of(request)
    event = visible(caller, Event).select_related("officer").filter(pk=arrest).first()
    people = people_in(event) if event else []
    person = next((one for role, one in people if role == "arrested"), None)
    if event is None or person is None:
        raise Http404("There is no such arrest, or you may not see it.")
    consulted(request).add("event", event.pk)
    earlier = CustodyRecord.objects.filter(arrest=event).order_by("opened_at").last()
    if earlier and not (earlier.closed_at and "again" in request.GET):
        return redirect(record_address(earlier))
    chosen = request.POST.get("suite") or request.GET.get("suite") or ""

    def submit(form: EntryForm, draft: UUID) -> str:
        record = _open(caller, event, chosen, form, draft, earlier)
        return reverse("custody:book-in", args=[record.number]) if record else ""

    context = {
        "title": "Book in to custody",
        "arrest": event,
        "earlier": earlier,
        "person": person,
        "warnings": warnings_of({person.pk: person}).get(person.pk, ()),
        "back": reverse("records:event", args=[event.pk]),
        "button": "Open the custody record",
        "suites": list(Suite.objects.all()),
        "suite": chosen,
    }
    return serve(
        Desk(
            request,
            event.pk,
            "arrival",
            [_asked(earlier)],
            submit,
            "custody/open.html",
            True,
            context=context,
        )
    )


def _asked(earlier: CustodyRecord | None) -> Asked:
    """The arrival; how the person came is known where they were here, or in another suite, before."""
    if earlier is None:
        return ARRIVAL
    return TRANSFER if detention_of(earlier.pk).status == "transferred" else RETURN


def _open(
    caller: Caller, event: Event, code: str, form: EntryForm, draft: UUID, earlier: CustodyRecord | None
) -> CustodyRecord | None:
    form.check()
    suite = Suite.objects.filter(code=code).first()
    if suite is None:
        form.beside["suite"] = "Choose the custody suite."
    part = form.parts[0]
    if not form.sound or suite is None or not isinstance(part.entry, Arrival):
        return None
    try:
        acting: dict[str, Any] = {"submission": draft, "continues": earlier, "reasons": form.reasons_of(part)}
        return open_record(caller, event, suite, part.entry, **acting)
    except NotWrittenError as error:
        refuse(form, part, error)
        return None


@require_GET
@consults("custody:viewed", "custody.see-record")
def steps(request: HttpRequest, number: str) -> HttpResponse:
    """The steps of booking in, each with its state and who is at it."""
    record = record_or_404(request, number)
    context = around(record)
    context["steps"] = progress(context["detention"], drafts.of_record(record.pk))
    return render(request, "custody/book_in.html", context)


@consults("custody:viewed", "custody.see-record")
def step(request: HttpRequest, number: str, slug: str) -> HttpResponse:
    """One step: what is asked of it on one page, written together."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404("There is no such step.")
    record, caller = record_or_404(request, number), caller_of(request)
    context = around(record) | step_context(caller, record, found)
    asks = found.to_ask(context["detention"])
    if not asks:
        return _step_done(request, found, context)
    for asked in asks:
        require(caller, asked.entry.permission)

    def submit(form: EntryForm, draft: UUID) -> str:
        if not write_form(caller, record, form, draft):
            return ""
        messages.success(request, f"{found.title}: done.")
        return after(record, found)

    context["prompts"] = _prompts(asks, context)
    return serve(
        Desk(request, record.pk, found.form, asks, submit, "custody/step.html", True, context=context)
    )


def _step_done(request: HttpRequest, found: Step, context: dict[str, Any]) -> HttpResponse:
    """What the step has written, each entry with the way to correct it, and what else may be written."""
    keys = {entry.id for entry in found.written(context["detention"])}
    written = [line for line in timeline(entries_of(context["record"])) if line.id in keys]
    return render(request, "custody/step_done.html", context | {"lines": written})


def after(record: CustodyRecord, done: Step) -> str:
    """Where booking in goes on: the next step that is not done, else the list of all."""
    later = STEPS[STEPS.index(done) + 1 :]
    open_still = {one.step.slug for one in progress(detention_of(record.pk), []) if one.state != "done"}
    following = next((one for one in later if one.slug in open_still), None)
    if following is None:
        return reverse("custody:book-in", args=[record.number])
    return reverse("custody:step", args=[record.number, following.slug])


def step_context(caller: Caller, record: CustodyRecord, found: Step) -> dict[str, Any]:
    number = STEPS.index(found) + 1
    also = [kind_of(kind) for kind in found.also]
    return {
        "step": found,
        "title": found.title,
        "place": f"Step {number} of {len(STEPS)}",
        "back": reverse("custody:book-in", args=[record.number]),
        "button": "Save and go on",
        "also": [kind for kind in also if allowed(caller, kind.permission)],
    }


def _prompts(asks: Sequence[Asked], context: dict[str, Any]) -> list[Prompt]:
    said = [one for asked in asks for one in prompts(asked.kind, context["detention"])]
    return list(dict.fromkeys(said))
