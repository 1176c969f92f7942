"""The front of a custody record on paper: the person, the arrest, the detention."""

from __future__ import annotations

from collections.abc import Iterable

from daybook.access.caller import Caller
from daybook.custody.detention import STATUSES
from daybook.custody.models import CustodyRecord
from daybook.custody.papers.entries import Answer
from daybook.custody.papers.redaction import Reader, withheld
from daybook.custody.state import detention_of
from daybook.records import event_page, labels
from daybook.records.in_words import when
from daybook.records.queries.profile import profile_of
from daybook.records.templatetags.records import born, scheme

Given = tuple[str, str, str]
"""Name of the fact, by which rules know it; its label; its words."""


def person_answers(caller: Caller, record: CustodyRecord, reader: Reader) -> list[Answer]:
    """Who the record is about. Warnings are what others said of them: rules know them as person, warnings."""
    person = record.person
    profile = profile_of(caller, person)
    known = dict.fromkeys(f"{row.given_names} {row.family_name}".strip() for row in profile.names)
    aliases = "; ".join(name for name in known if name != person.full_name)
    numbers = [("number", scheme(row.scheme), row.canonical) for row in profile.identifiers]
    warnings = "; ".join(labels.label("warning-markers", row.code) for row in profile.warnings_in_force)
    given: list[Given] = [
        ("name", "Name", person.full_name),
        ("aliases", "Also known as", aliases),
        ("born", "Born", born(person)),
        ("sex", "Sex", labels.label("sex", person.sex)),
        (
            "self_defined",
            "Self-defined ethnicity",
            labels.label("self-defined-ethnicity", person.self_defined_ethnicity),
        ),
        (
            "observed",
            "Ethnicity as the officer saw it",
            labels.label("observed-ethnicity", person.observed_ethnicity),
        ),
        ("nationality", "Nationality", person.nationality),
        ("language", "Language", person.language),
        ("occupation", "Occupation", person.occupation),
        *numbers,
        ("warnings", "Warnings in force", warnings),
    ]
    return list(_answers("person", given, reader))


def arrest_answers(record: CustodyRecord, reader: Reader) -> list[Answer]:
    """What the arrest report says: circumstances, grounds and necessity (Code G 4.3)."""
    arrest = record.arrest
    offences = arrest.offences.filter(withdrawn=False).order_by("id")
    given: list[Given] = [
        ("number", "Report", arrest.number),
        ("asn", "Arrest/summons number", arrest.asn),
        ("when", "Arrested", when(arrest.happened_from)),
        ("where", "Where", arrest.location.one_line if arrest.location else ""),
        ("officer", "By", str(arrest.officer)),
        ("offences", "For", "\n".join(f"{row.title} ({row.code})" for row in offences)),
        *(("report", label, words) for label, words in event_page.facts(arrest)),
    ]
    return list(_answers("arrest", given, reader))


def custody_answers(record: CustodyRecord) -> list[Answer]:
    detention = detention_of(record.pk)
    given: list[Given] = [
        ("number", "Custody record", record.number),
        ("suite", "Suite", record.suite.name),
        ("opened", "Opened", when(record.opened_at)),
        ("closed", "Left custody", when(record.closed_at) if record.closed_at else ""),
        ("status", "Status", STATUSES[detention.status]),
        ("continues", "Continues", record.continues.number if record.continues else ""),
    ]
    return list(_answers("custody", given, Reader.WHOLE))


def _answers(kind: str, given: Iterable[Given], reader: Reader) -> Iterable[Answer]:
    for name, label, words in given:
        if words:
            rule = withheld(kind, name, reader)
            yield Answer(label, "" if rule else words, rule)
