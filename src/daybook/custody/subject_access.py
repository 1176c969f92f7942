"""What custody holds about a person who asks for their data: each custody record, by the rules of a detainee's copy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daybook.custody.entries.base import kind_of
from daybook.custody.entries.said import answered, words
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.papers.front import custody_answers
from daybook.custody.papers.redaction import RULES, Reader, Withholding, withheld
from daybook.records.in_words import when
from daybook.records.queries.held.subject import Record, Subject
from daybook.records.subject_access.items import Fact, Item, Part, closed
from daybook.records.subject_access.rules import Rule, register_rule, rule_of
from daybook.records.subject_access.sources import Source, register_source

GROUNDS = {"RED-1": "b", "RED-2": "e", "RED-3": "e", "RED-4": "e", "RED-5": "b", "RED-6": "a"}
"""The paragraph of s.45(4) under which each rule of custody papers withholds from the person."""


def _as_rule(rule: Withholding) -> Rule:
    return register_rule(Rule(rule.id, rule.reason, GROUNDS[rule.id]))


for _each in RULES:
    _as_rule(_each)


def records_of(subject: Subject) -> Iterable[CustodyRecord]:
    rows = CustodyRecord.objects.filter(person__in=subject.ids).select_related("suite", "person", "continues")
    return rows.order_by("opened_at", "pk")


def record_names(subject: Subject) -> Iterable[Record]:
    """The custody records themselves, for what the book says of them."""
    return [("custodyrecord", record.pk) for record in records_of(subject)]


def custody_items(subject: Subject) -> Iterable[Item]:
    for record in records_of(subject):
        facts = [subject.marker.fact(answer.label, answer.words) for answer in custody_answers(record)]
        for entry in record.entries.order_by("happened_at", "entered_at", "pk"):
            facts += _entry(subject, entry)
        yield Item(
            key=f"custody:{record.pk}",
            section="custody",
            title=f"Custody record {record.number}",
            facts=facts,
            handling=record.person.handling,
            record_type="custodyrecord",
            record_id=record.pk,
        )


def _entry(subject: Subject, entry: CustodyEntry) -> Iterator[Fact]:
    kind = kind_of(entry.kind)
    label = f"{kind.title}, {when(entry.happened_at)}"
    if entry.details is None:
        yield subject.marker.fact(label, f"Withdrawn: {entry.reason}")
        return
    made, said = kind.read(entry.details, entry.happened_at), False
    for name, ask in answered(made):
        said, answer = True, words(getattr(made, name), ask)
        rule = withheld(kind.slug, name, Reader.DETAINEE)
        its = f"{label}: {ask.label.rstrip(':?')}"
        yield closed(its, answer, rule_of(rule.id)) if rule else subject.marker.fact(its, answer)
    if not said:
        yield Fact(label=label, parts=[Part(text="Done")])


register_source(Source("custody", custody_items, record_names))
