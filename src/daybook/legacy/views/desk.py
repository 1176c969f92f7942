"""The exceptions desk: what an old system refused, why, and what a person can do about it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_GET

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.models import User
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.legacy import queries, registry
from daybook.legacy.actions.lock import locked_by_another
from daybook.legacy.clock import clock_time
from daybook.legacy.erasures import NOTICE
from daybook.legacy.models import Delivery, Verb
from daybook.legacy.panel import loss_words
from daybook.records.documents import report_document
from daybook.records.models import Event
from daybook.records.queries.filter import visible
from daybook.web.pages import Column, Filter, list_view

NUMBER = Subquery(Event.objects.filter(pk=OuterRef("record_id")).values("number")[:1])


@require_GET
@consults("event:viewed", "legacy.work-exceptions")
def desk(request: HttpRequest) -> HttpResponse:
    """The list, by system and cause; the look is written with the reports that stand on it."""
    caller = caller_of(request)
    causes = queries.causes(caller)
    listing = list_view(
        request,
        queries.exceptions(caller).annotate(number=NUMBER),
        _columns(),
        caption="Exceptions",
        filters=_filters(causes),
        empty="Nothing here: every old system has taken what it was sent.",
    )
    replies = list(queries.unmatched_replies(caller)[:50])
    ids = [row.record_id for row in listing.rows]
    consulted(request).search("exceptions", len(ids) + len(replies), ids)
    context = {
        "listing": listing,
        "causes": [{**cause, "title": registry.title_of(cause["system"])} for cause in causes],
        "replies": [(reply, registry.title_of(reply.system)) for reply in replies],
    }
    return render(request, "legacy/desk.html", context)


def _columns() -> list[Column]:
    return [
        Column(
            "Report",
            lambda row: format_html(
                '<a class="govuk-link" href="{}">{}</a>',
                reverse("legacy:exception", args=[row.pk]),
                _number(row),
            ),
        ),
        Column("System", lambda row: registry.title_of(row.system)),
        Column("Code", lambda row: row.code),
        Column("What is wrong", lambda row: row.reason),
        Column("Since", lambda row: clock_time(row.finished_at)),
    ]


def _number(row: Delivery) -> str:
    """The force's own number of the report; what is erased has none any more."""
    if row.verb == Verb.ERASE:
        return "Erasure"
    return getattr(row, "number", None) or row.report.capitalize()


def _filters(causes: list[dict[str, Any]]) -> list[Filter]:
    systems = sorted({cause["system"] for cause in causes})
    codes = sorted({cause["code"] for cause in causes})
    return [
        Filter(
            "system",
            "System",
            [(name, registry.title_of(name)) for name in systems],
            lambda rows, chosen: rows.filter(system=chosen),
        ),
        Filter(
            "code",
            "Code",
            [(code, code) for code in codes],
            lambda rows, chosen: rows.filter(code=chosen),
        ),
    ]


@require_GET
@consults("event:viewed", "legacy.work-exceptions")
def exception(request: HttpRequest, delivery_id: UUID) -> HttpResponse:
    return show_exception(request, find(delivery_id))


def find(delivery_id: UUID) -> Delivery:
    return get_object_or_404(Delivery, pk=delivery_id)


def show_exception(request: HttpRequest, row: Delivery, error: str = "", reason: str = "") -> HttpResponse:
    """The page of one exception; `error` and `reason` stand there when taking it back was refused."""
    caller = caller_of(request)
    kind = NOTICE if row.verb == Verb.ERASE else "event"
    consulted(request).add(kind, row.record_id, part="exception")
    event = visible(caller, Event).filter(pk=row.record_id).first()
    context = {
        "row": row,
        "system": registry.title_of(row.system),
        "screen": getattr(registry.find(row.system), "screen", ""),
        "event": event,
        "value": _value_at_fault(event, row),
        "person": _person_to_correct(caller, event, row),
        "losses": [loss_words(loss) for loss in row.losses],
        "locked_by": _locker(row, caller),
        "is_mine": row.locked_by == caller.author.user and row.locked_by is not None,
        "error": error,
        "reason": reason,
        "is_open": row.state == "refused",
        "is_erasure": row.verb == Verb.ERASE,
    }
    return render(request, "legacy/exception.html", context, status=422 if error else 200)


def _locker(row: Delivery, caller: Caller) -> str:
    """Who else works on it now; empty where nobody does."""
    if row.locked_by is None or not locked_by_another(row, caller):
        return ""
    return str(User.objects.filter(pk=row.locked_by).first() or "another person")


def _person_to_correct(caller: Caller, event: Event | None, row: Delivery) -> str:
    """The id of the person whose details are at fault and whom the caller may correct; else empty."""
    if event is None or not row.field.startswith("person.") or not allowed(caller, "records.amend-person"):
        return ""
    person = report_document(event.pk).get("person") or {}
    return str(person.get("id") or "")


def _value_at_fault(event: Event | None, row: Delivery) -> str:
    """What the report holds in the field that was refused; empty where it holds nothing or may not be seen."""
    if event is None or not row.field:
        return ""
    node: Any = report_document(event.pk)
    for step in row.field.replace("[", ".").replace("]", "").split("."):
        if isinstance(node, list) and step.isdigit() and int(step) < len(node):
            node = node[int(step)]
        elif isinstance(node, dict):
            node = node.get(step)
        else:
            return ""
    return "" if node is None or isinstance(node, dict | list) else str(node)
