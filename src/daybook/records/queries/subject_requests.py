"""What pages and actions read of requests for one's own data. Each begins with the permission."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from daybook.access import filters
from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.records.models import CollectedItem, Handling, ItemDecision, Person, SubjectRequest
from daybook.records.subject_access.bundle import Choice
from daybook.records.subject_access.items import Item
from daybook.records.subject_access.kept import item_in

ANSWER = "records.answer-subject-access"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An item, and the decision that holds for it as it stands; None while nobody has decided."""

    row: CollectedItem
    decision: ItemDecision | None


def requests(caller: Caller) -> QuerySet[SubjectRequest]:
    """Every request, the one that is due first at the head; those about a sealed person only when it was opened."""
    require(caller, ANSWER)
    rows = SubjectRequest.objects.select_related("person")
    return filters.visible(
        caller, rows, permission=ANSWER, handling="person__handling", record="person_id"
    ).order_by("due_on", "pk")


def reviewed_items(caller: Caller, request: SubjectRequest) -> list[Reviewed]:
    """The items in order, without what they hold."""
    require(caller, ANSWER)
    newest = {one.item: one for one in request.decisions.select_related("by").order_by("decided_at", "pk")}
    rows = request.items.defer("sealed").order_by("place")
    return [Reviewed(row, _holding(newest.get(row.key), row)) for row in rows]


def _holding(decision: ItemDecision | None, row: CollectedItem) -> ItemDecision | None:
    return decision if decision and decision.digest == row.digest else None


def closed_to(caller: Caller, rows: list[CollectedItem]) -> set[UUID]:
    """The ids of sealed records among these that the caller has not opened with a reason."""
    sealed = {row.record_id for row in rows if row.handling == Handling.SEALED and row.record_id}
    opened = filters.opened_by(caller).filter(record_id__in=sealed).values_list("record_id", flat=True)
    return sealed - set(opened) if sealed else set()


def open_item(caller: Caller, row: CollectedItem) -> Item | None:
    """What the item holds; None where its record is sealed from the caller."""
    require(caller, ANSWER)
    return None if row.record_id in closed_to(caller, [row]) else item_in(row)


def all_items(caller: Caller, request: SubjectRequest) -> list[Item]:
    """Every item with what it holds: for the bundle, which no page shows."""
    require(caller, ANSWER)
    return [item_in(row) for row in request.items.order_by("place")]


def choice_of(decision: ItemDecision) -> Choice:
    return Choice(decision.exemption, frozenset(decision.shown), frozenset(decision.hidden))


def person_asked(caller: Caller, person: UUID) -> Person | None:
    """The person by id, where the caller may see them."""
    from daybook.records.queries.filter import visible

    require(caller, ANSWER)
    return visible(caller, Person).filter(pk=person).first()
