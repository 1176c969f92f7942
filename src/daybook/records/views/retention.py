"""The review desk of retention: what is due, one person's review, and orders of disposal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.views_guard import consults, signed_on
from daybook.records.actions.hold_records import lift_hold as do_lift_hold
from daybook.records.actions.hold_records import place_hold as do_place_hold
from daybook.records.actions.keep_person import keep_person
from daybook.records.actions.order_disposal import propose_disposal
from daybook.records.forms.questions import Question
from daybook.records.in_words import when
from daybook.records.kinds import RETENTION_VIEWED
from daybook.records.models import Person, RetentionDue
from daybook.records.queries.held.going import going_of
from daybook.records.queries.held.subject import same_people
from daybook.records.queries.retention import REVIEW, hold_named, kept_before, orders, reviews_due
from daybook.records.retention.reckoning import blockers, due_of, holds_on
from daybook.records.retention.schedule import schedule
from daybook.records.retention.telling import taken_of
from daybook.records.views.asking import Page, ask
from daybook.records.views.found import find
from daybook.web.pages import Column, list_view

HOLD = (
    Question(
        "reason",
        "Why are the records held?",
        kind="long",
        needed="Say why the records are held.",
        longest=1000,
    ),
    Question("asked_by", "Who asked for it?", needed="Say who asked for the hold.", longest=120),
    Question("review_on", "When is it looked at again?", kind="day", needed="Enter a day after today."),
)
LIFT = (Question("reason", "Why is it lifted?", needed="Say why the hold is lifted.", longest=1000),)


@require_GET
@signed_on(REVIEW)
def desk(request: HttpRequest) -> HttpResponse:
    """Whose review is due, by group and reason without names, and the orders of disposal."""
    caller = caller_of(request)
    columns = [
        Column("Review", _review_link),
        Column("Due", lambda row: when(row.due_on)),
        Column("Group", lambda row: row.group),
        Column("Why", lambda row: row.reason),
    ]
    listing = list_view(
        request, reviews_due(caller), columns, caption="Reviews due", empty="No review is due."
    )
    context = {"listing": listing, "orders": orders(caller)[:20], "rules": schedule()}
    return render(request, "records/retention.html", context)


def _review_link(row: RetentionDue) -> str:
    address = reverse("records:retention-review", args=[row.person_id])
    return format_html('<a class="govuk-link" href="{}">Review {}</a>', address, str(row.person_id)[-6:])


@require_GET
@consults(RETENTION_VIEWED, REVIEW)
def review(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """One person's review: when it falls due and why, what speaks for keeping, and the dry run of a disposal."""
    return _review(request, record_id)


@require_POST
@consults(RETENTION_VIEWED, REVIEW)
def keep(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Keep, with the criteria that hold and a reason."""
    try:
        person, said = find(request, Person, record_id), request.POST
        consulted(request).add("person", person.pk)
        answers = said.getlist("criteria")
        made = keep_person(caller_of(request), person, answers=answers, reason=said.get("reason", ""))
    except ValueError as error:
        return _review(request, record_id, str(error))
    messages.success(request, f"Kept. The next review is on {when(made.next_on)}.")
    return redirect("records:retention")


@require_POST
@consults(RETENTION_VIEWED, REVIEW)
def propose(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Propose the disposal that the dry run shows."""
    try:
        person = find(request, Person, record_id)
        consulted(request).add("person", person.pk)
        order = propose_disposal(caller_of(request), [person])
    except ValueError as error:
        return _review(request, record_id, str(error))
    messages.success(request, "Proposed, not done: another person has to approve it.")
    return redirect("records:disposal-order", order.pk)


@consults(RETENTION_VIEWED, "records.hold-records")
def place_hold(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """Place a legal hold."""
    person = find(request, Person, record_id)
    consulted(request).add("person", person.pk)
    back = reverse("records:person", args=[person.pk])
    title = f"Legal hold on the records of {person.full_name}"
    page = Page(title, back, "Back", HOLD, "While it stands, nothing is disposed of.", "Place the hold")
    return ask(request, page, lambda values: do_place_hold(caller_of(request), person, **values))


@consults(RETENTION_VIEWED, "records.hold-records")
def lift_hold(request: HttpRequest, hold_id: UUID) -> HttpResponse:
    """Lift a legal hold."""
    hold = hold_named(hold_id)
    if hold is None:
        raise Http404("There is no such hold.")
    person = find(request, Person, hold.person_id)
    consulted(request).add("person", person.pk)
    back = reverse("records:person", args=[person.pk])
    page = Page("Lift the legal hold", back, "Back", LIFT, hold.reason, "Lift it")
    return ask(request, page, lambda values: do_lift_hold(caller_of(request), hold, **values))


def _review(request: HttpRequest, record_id: UUID, error: str = "") -> HttpResponse:
    person = find(request, Person, record_id)
    consulted(request).add("person", person.pk)
    its, going = due_of(person), going_of(person.pk)
    taken = taken_of(going)
    context = {
        "person": person,
        "records": len(same_people(person.pk)),
        "due": its,
        "group": schedule().groups[its.group],
        "blockers": [*blockers(person, its), *going.blocked],
        "holds": holds_on(going.people),
        "kept": kept_before(going.people),
        "counts": going.counts.items(),
        "values": len(taken.values),
        "mentions": taken.mentions,
        "staying": len(going.staying),
        "systems": sorted({notice.title for notice in going.notices}),
        "criteria": schedule().criteria.items(),
        "chosen": request.POST.getlist("criteria"),
        "reason": request.POST.get("reason", ""),
        "may_hold": allowed(caller_of(request), "records.hold-records"),
        "error": error,
    }
    return render(request, "records/retention_review.html", context, status=422 if error else 200)
