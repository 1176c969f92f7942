"""What is held of the person themselves: one item for each record that is this person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from daybook.access.caller import Caller, system_caller
from daybook.records import labels
from daybook.records.graph import name_of
from daybook.records.models import Person
from daybook.records.models.common import RecordKind
from daybook.records.queries.held.subject import Subject
from daybook.records.queries.linked import Tie, ties_of
from daybook.records.queries.profile import Profile, profile_of
from daybook.records.subject_access.items import Fact, Item, Part, closed, plain
from daybook.records.subject_access.rules import OTHER, WARNING
from daybook.records.templatetags.records import born, day, scheme, source_name

COLLECTING = "subject-access"


def person_items(subject: Subject) -> Iterable[Item]:
    caller = system_caller(COLLECTING)
    for person in subject.people:
        profile = profile_of(caller, person)
        facts = [*_identity(person), *_names(profile), *_numbers(profile), *_looks(profile)]
        facts += [*_said(profile), *_warnings(profile), *_ties(profile, subject, caller)]
        yield Item(
            key=f"person:{person.pk}",
            section="person",
            title=person.full_name,
            facts=[fact for fact in facts if fact.words],
            handling=person.handling,
            record_type="person",
            record_id=person.pk,
        )


def _identity(person: Person) -> Iterator[Fact]:
    yield plain("Name", person.full_name)
    yield plain("Born", born(person))
    for name in ("sex", "gender_identity", "self_defined_ethnicity", "observed_ethnicity", "nationality"):
        yield plain(labels.FIELDS[name], labels.of_field(name, getattr(person, name)))
    for name in ("language", "occupation", "deceased_on"):
        yield plain(labels.FIELDS[name], labels.of_field(name, getattr(person, name)))


def _names(profile: Profile) -> Iterator[Fact]:
    for row in profile.names:
        said = f"{row.given_names} {row.family_name}".strip()
        yield plain(str(row.get_kind_display()), f"{said}, from {source_name(row.source)}")


def _numbers(profile: Profile) -> Iterator[Fact]:
    for row in profile.identifiers:
        yield plain(scheme(row.scheme), row.canonical)


def _looks(profile: Profile) -> Iterator[Fact]:
    for row in profile.descriptions:
        height = f"{row.height_cm} cm" if row.height_cm else ""
        words = ", ".join(filter(None, [height, row.build, row.hair, row.eyes, row.marks]))
        yield plain(f"Description, {day(row.asserted_at)}", words)


def _said(profile: Profile) -> Iterator[Fact]:
    for name, rows in profile.assertions.items():
        for row in rows:
            label = f"{labels.FIELDS.get(name, name)}, from {source_name(row.source)}"
            yield plain(label, labels.of_field(name, row.value))


def _warnings(profile: Profile) -> Iterator[Fact]:
    for row in profile.warnings:
        words = f"{labels.label('warning-markers', row.code)} {row.text}".strip()
        yield closed(f"Warning, {day(row.asserted_at)}", words, WARNING)


def _ties(profile: Profile, subject: Subject, caller: Caller) -> Iterator[Fact]:
    for tie in ties_of(caller, profile.person.pk, without=(RecordKind.EVENT,)):
        label = labels.label("link-roles", tie.role)
        days = f"{day(tie.link.valid_from)} to {day(tie.link.valid_to) or 'now'}"
        yield Fact(label=label, parts=[*_named(tie, subject), Part(text=f", {days}")])


def _named(tie: Tie, subject: Subject) -> list[Part]:
    name = name_of(tie.kind, tie.other)
    if tie.kind == RecordKind.PERSON and tie.other.pk not in subject.ids:
        return [Part(text=name, rule=OTHER.id)]
    return [Part(text=name)]
