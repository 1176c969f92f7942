"""People and records of other systems for the tests of nominals."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.utils import timezone

from daybook.nominals.cases import Doubt, open_cases
from daybook.nominals.evidence import evidence_of
from daybook.nominals.indexing import index_people
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import Written, clean
from daybook.nominals.models import OWN, IndexedRecord, ReviewCase
from daybook.nominals.receiving import receive
from helpers import OFFICER
from people_made import record

Identity = tuple[str, str]


def person(family: str = "Okafor", given: str = "Chidi", born: str = "1988-05-17", **more) -> Identity:
    """A person of ours, recorded and indexed; gives the record's name in the index."""
    made = record(family_name=family, given_names=given, date_of_birth=date.fromisoformat(born), **more)
    index_people([made.pk])
    return OWN, str(made.pk)


def written(
    key: str,
    family: str = "Okafor",
    given: str = "Chidi",
    born: str = "1988-05-17",
    system: str = "custody",
    **more,
) -> Written:
    return Written(key, system, names=((family, given),), births=(born,) if born else (), **more)


def source(key: str, *said: str, **more) -> Identity:
    """A record of another system, received and indexed."""
    one = written(key, *said, **more)
    receive(OFFICER, [one], timezone.now())
    index_sources([clean(one)])
    return one.system, one.key


def whose(record_of: Identity) -> UUID:
    """The person a record belongs to."""
    system, key = record_of
    return IndexedRecord.objects.get(system=system, key=key).nominal


def persons(*records: Identity) -> int:
    """How many people these records are."""
    return len({whose(one) for one in records})


def ask_about(one: Identity, other: Identity) -> ReviewCase:
    """Put a pair onto the desk as a run does."""
    its = evidence_of(one, other)
    open_cases([Doubt(one, other, its.bits, its.rule)], its.model, timezone.now())
    first, second = sorted((one, other))
    return ReviewCase.objects.get(first_key=first[1], second_key=second[1])
