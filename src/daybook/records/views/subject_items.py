"""The review of one item: everything that is held, what the rules withhold of it, and what a person decides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.records.actions.review_subject_item import review_subject_item
from daybook.records.kinds import SUBJECT_VIEWED
from daybook.records.models import CollectedItem, SubjectRequest
from daybook.records.queries.subject_requests import ANSWER, Reviewed, open_item, reviewed_items
from daybook.records.subject_access.items import SECTIONS, Item
from daybook.records.subject_access.rules import EXEMPTIONS, rule_of
from daybook.records.views.found import sealed_page
from daybook.records.views.subject_requests import found


@dataclass(slots=True)
class Said:
    """What is chosen on the page: from the decision that stands, or as it was just posted."""

    exemption: str = ""
    shown: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    reason: str = ""


@consults(SUBJECT_VIEWED, ANSWER)
def item(request: HttpRequest, request_id: UUID, place: int) -> HttpResponse:
    """One item. A post decides about it and leads to the next that waits."""
    asked = found(caller_of(request), request_id)
    row = asked.items.filter(place=place).first()
    if row is None:
        raise Http404("There is no such item: the data may have been collected anew. Go back to the request.")
    consulted(request).add("person", asked.person_id)
    held = open_item(caller_of(request), row)
    if held is None:
        return sealed_page(request, row.record_type, row.record_id or row.request_id)
    if row.record_id and row.record_type in {"event", "custodyrecord"}:
        consulted(request).add(row.record_type, row.record_id)
    if request.method == "POST":
        return _decide(request, asked, row, held)
    return _page(request, asked, row, held, _standing(_reviewed(request, asked), row, held))


def _decide(request: HttpRequest, asked: SubjectRequest, row: CollectedItem, held: Item) -> HttpResponse:
    post = request.POST
    said = Said(
        post.get("exemption", ""),
        set(post.getlist("show")),
        set(post.getlist("hide")),
        post.get("reason", ""),
    )
    hidden = [int(one) for one in said.hidden if one.isascii() and one.isdigit()]
    try:
        review_subject_item(
            caller_of(request),
            row,
            exemption=said.exemption,
            shown=said.shown,
            hidden=hidden,
            reason=said.reason,
        )
    except ValueError as error:
        return _page(request, asked, row, held, said, str(error))
    left = [one.row.place for one in _reviewed(request, asked) if one.decision is None]
    if not left:
        messages.success(request, "Every item is reviewed. The bundle can be released.")
        return redirect("records:subject-request", asked.pk)
    following = next((place for place in left if place > row.place), left[0])
    return redirect("records:subject-item", asked.pk, following)


def _reviewed(request: HttpRequest, asked: SubjectRequest) -> list[Reviewed]:
    return reviewed_items(caller_of(request), asked)


def _standing(items: list[Reviewed], row: CollectedItem, held: Item) -> Said:
    """The decision that stands; else what the rules propose."""
    made = next((one.decision for one in items if one.row.pk == row.pk), None)
    if made is None:
        return Said(rule_of(held.whole).ground if held.whole else "")
    return Said(made.exemption, set(made.shown), {str(one) for one in made.hidden}, made.reason)


def _page(
    request: HttpRequest, asked: SubjectRequest, row: CollectedItem, held: Item, said: Said, error: str = ""
) -> HttpResponse:
    items = _reviewed(request, asked)
    context: dict[str, Any] = {
        "asked": asked,
        "row": row,
        "held": held,
        "section": SECTIONS[held.section],
        "facts": _facts(held, said),
        "redactions": [
            (place, fact.label, part, rule_of(part.rule), place in said.shown)
            for place, fact, part in held.redactions()
        ],
        "rule": rule_of(held.whole) if held.whole else None,
        "exemptions": EXEMPTIONS.items(),
        "said": said,
        "error": error,
        "count": len(items),
        "decision": next((one.decision for one in items if one.row.pk == row.pk), None),
        "file": held.key.removeprefix("file:") if held.section == "file" else "",
        "open": asked.state == "collected",
    }
    return render(request, "records/subject_item.html", context, status=422 if error else 200)


def _facts(held: Item, said: Said) -> list[tuple[int, Any, bool]]:
    """Number, fact and whether a person hides it."""
    return [(number, fact, str(number) in said.hidden) for number, fact in enumerate(held.facts)]
