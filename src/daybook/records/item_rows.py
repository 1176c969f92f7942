"""From a report on property to the rows of POLE: the item itself, what it was in the event, whose it is."""

from __future__ import annotations

from datetime import datetime

from daybook.book.pages import Page
from daybook.records.models import Event, Link, PropertyItem
from daybook.records.models.common import RecordKind
from daybook.records.reading_reports import people_linked
from daybook.records.reports import Questions, Report
from daybook.records.reports.property import Property
from daybook.records.reports.property_moves import Move

HOLDS = {"ownerOfItem": "owner", "finderOfItem": "finder"}
"""Role of a person in the event, and the role in which it joins them to the item."""


def item_of(event: Event) -> PropertyItem | None:
    """The item that a report on property is about."""
    links = Link.objects.filter(to_id=event.pk, from_kind=RecordKind.PROPERTY_ITEM, withdrawn=False)
    key = links.values_list("from_id", flat=True).first()
    return PropertyItem.objects.filter(pk=key).first() if key else None


def save_item(page: Page, event: Event, report: Report, at: datetime) -> None:
    """Write the item of a report on property, or bring it to what the report now says; others have none."""
    if not isinstance(report, Property):
        return
    said, item = report.items[0], None if page.is_new(event) else item_of(event)
    is_new = item is None
    item = item or PropertyItem()
    item.reference, item.kind, item.description = said.exhibit, said.kind, said.description
    if is_new:
        item.seal = said.seal
    page.save(item)
    if is_new:
        page.save(_link(RecordKind.PROPERTY_ITEM, item.pk, report.came_by, event.pk, RecordKind.EVENT, at))
    _join_people(page, event, item, at)


def _join_people(page: Page, event: Event, item: PropertyItem, at: datetime) -> None:
    joined = set(Link.objects.filter(to_id=item.pk, withdrawn=False).values_list("from_id", "role"))
    for link in people_linked(event):
        role = HOLDS.get(link.role)
        if role and (link.from_id, role) not in joined:
            page.save(_link(RecordKind.PERSON, link.from_id, role, item.pk, RecordKind.PROPERTY_ITEM, at))


def reseal(page: Page, event: Event, answers: Questions | None) -> None:
    """After a move the item is known by the seal that the move named."""
    if isinstance(answers, Move) and (item := item_of(event)):
        item.seal = answers.seal
        page.save(item)


def _link(kind: str, key: object, role: str, other: object, other_kind: str, at: datetime) -> Link:
    ends = {"from_kind": kind, "from_id": key, "to_kind": other_kind, "to_id": other}
    return Link(**ends, role=role, valid_from=at.date(), asserted_at=at)
