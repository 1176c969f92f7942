"""What other systems wrote of a person who asks for their data, where their record is linked to the person's."""

from __future__ import annotations

from collections.abc import Iterable

from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.queries.sides import Side, record_title, sides_of
from daybook.records.queries.held.subject import Record, Subject
from daybook.records.subject_access.items import Item, plain
from daybook.records.subject_access.sources import Source, register_source


def linked_sides(subject: Subject) -> list[Side]:
    """The records of other systems that are this person."""
    ours = IndexedRecord.objects.filter(system=OWN, key__in=[str(key) for key in subject.ids])
    rows = IndexedRecord.objects.filter(nominal__in=ours.values("nominal")).exclude(system=OWN)
    return list(sides_of(rows.order_by("system", "id").values_list("system", "key")).values())


def source_items(subject: Subject) -> Iterable[Item]:
    for side in linked_sides(subject):
        facts = [plain(label, "; ".join(values)) for label, values in side.facts if values]
        key = f"elsewhere:{record_title(side.record)}"[:80]
        yield Item(key=key, section="elsewhere", title=side.title, facts=facts)


def source_records(subject: Subject) -> Iterable[Record]:
    """Their versions, for what the book says of them."""
    return [("sourcerecord", side.source.pk) for side in linked_sides(subject) if side.source]


register_source(Source("nominals", source_items, source_records))
