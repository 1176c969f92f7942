"""What a person who asks for their data is told of lists: that they are or were on one, why, and by which evidence.

That somebody is on a list of offenders is withheld until a person decides (SAR-14). Such an item stands among what is
held of the person, so that no heading tells what is withheld. Decisions not to put somebody on a list are told alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daybook.forecast.harm.models import HarmRow, Kind, RowState
from daybook.forecast.harm.queries.evidence import basis_words
from daybook.records.in_words import when
from daybook.records.labels import day
from daybook.records.queries.held.subject import Record, Subject
from daybook.records.subject_access.items import Fact, Item, plain
from daybook.records.subject_access.rules import Rule, register_rule
from daybook.records.subject_access.sources import Source, register_source

ON_A_LIST = register_rule(Rule("SAR-14", "a list of offenders, until a person has decided", "b"))


def rows_of(subject: Subject) -> Iterable[HarmRow]:
    rows = HarmRow.objects.filter(person__in=subject.ids).select_related("harm_list")
    return rows.order_by("decided_at", "pk")


def list_items(subject: Subject) -> Iterable[Item]:
    for row in rows_of(subject):
        yield Item(
            key=f"harm-list:{row.pk}",
            section="person",
            title=f"Harm review list, {row.harm_list.get_kind_display().lower()}: {row.get_state_display().lower()}",
            facts=list(_facts(subject, row)),
            whole=ON_A_LIST.id if row.harm_list.kind == Kind.OFFENDERS and row.state == RowState.ON else "",
        )


def _facts(subject: Subject, row: HarmRow) -> Iterator[Fact]:
    yield plain("List", f"{row.harm_list.title}. {row.harm_list.purpose}")
    yield plain("Who answers for it", row.harm_list.office)
    if row.entered_at:
        yield plain("Put on it", when(row.entered_at))
    yield subject.marker.fact(f"{row.get_state_display()}, {when(row.decided_at)}", row.reason)
    for one in row.evidence:
        said = f"{one['offence']}, {basis_words(one['basis']).lower()}"
        weight = "no weight" if one["days"] is None else f"{one['days']:,.0f} days"
        yield plain(f"Evidence, {day(one['on'])}", f"{one['number']}: {said}; {weight}")
    for review in row.reviews.order_by("at"):
        words = "Kept" if review.kept else "Removed"
        yield subject.marker.fact(f"Review, {when(review.at)}: {words.lower()}", review.reason)
    for line in row.exported.select_related("export").order_by("export__number"):
        yield plain("In a copy handed to", f"{line.export.recipient}, {when(line.export.made_at)}")


def list_records(subject: Subject) -> Iterable[Record]:
    """The rows, for what the book says of them."""
    return [("harmrow", row.pk) for row in rows_of(subject)]


register_source(Source("harm lists", list_items, list_records))
