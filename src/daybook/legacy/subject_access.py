"""What went to the old systems about a person who asks for their data, and what was typed there of their custody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daybook.legacy import registry
from daybook.legacy.models import Delivery, Reference, State, TheirEntry
from daybook.legacy.their_entries import Line, beside, lines, of_people
from daybook.nominals.subject_access import linked_sides
from daybook.records.in_words import when
from daybook.records.queries.held.subject import Subject
from daybook.records.subject_access.items import Fact, Item, plain
from daybook.records.subject_access.sources import Source, register_source

NEVER_TOLD = [State.SUPERSEDED, State.NOT_WANTED]


def delivery_items(subject: Subject) -> Iterable[Item]:
    titles = {system.name: system.title for system in registry.all_systems()}
    ids = [key for _, key in subject.records]
    rows = Delivery.objects.filter(record_id__in=ids).exclude(state__in=NEVER_TOLD).order_by("seq")
    by_system: dict[str, list[Delivery]] = {}
    for row in rows.defer("payload"):
        by_system.setdefault(row.system, []).append(row)
    references = _references(ids)
    for name in sorted({*by_system, *references}):
        facts = [*_sent(by_system.get(name, [])), *_known_as(references.get(name, []))]
        yield Item(key=f"delivery:{name}", section="delivery", title=titles.get(name, name), facts=facts)


def _sent(rows: Iterable[Delivery]) -> Iterator[Fact]:
    for row in rows:
        verb, state = row.get_verb_display(), row.get_state_display()
        reference = f", their reference {row.reference}" if row.reference else ""
        label = f"{row.report.capitalize()}, {when(row.sent_at or row.created_at)}"
        yield plain(label, f"{verb}: {state.lower()}{reference}")


def _references(ids: Iterable[object]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    rows = Reference.objects.filter(record_id__in=list(ids)).order_by("given_at", "pk")
    for system, reference in rows.values_list("system", "reference"):
        found.setdefault(system, []).append(reference)
    return found


def _known_as(references: Iterable[str]) -> Iterator[Fact]:
    for reference in references:
        yield plain("Known there as", reference)


def entry_items(subject: Subject) -> Iterable[Item]:
    """One item for each custody record there that is beside one of ours, or there alone."""
    ours = [key for kind, key in subject.records if kind == "custodyrecord"]
    theirs = [one for key in ours for one in beside(key)]
    theirs += of_people(side.record for side in linked_sides(subject))
    by_record: dict[tuple[str, str], list[TheirEntry]] = {}
    for one in theirs:
        by_record.setdefault((one.system, one.record), []).append(one)
    for (system, record), entries in sorted(by_record.items()):
        facts = [
            subject.marker.fact(_label(line), ". ".join(filter(None, [line.words, *line.notes])))
            for line in lines(entries)
        ]
        title = f"Custody record {registry.title_of(system)} {record}"
        yield Item(key=f"their-custody:{system}:{record}"[:80], section="elsewhere", title=title, facts=facts)


def _label(line: Line) -> str:
    return f"{line.what}, {when(line.at)}" if line.at else line.what


register_source(Source("legacy", delivery_items))
register_source(Source("legacy-custody", entry_items))
