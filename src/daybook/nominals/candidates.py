"""Who in the index is worth scoring against a typed record: one statement over several keys at once.

Strong facts weigh most. A block of many people (a common name, a hostel, a first of January) is passed over; where
nothing stronger was typed, that is said instead of ranking hundreds who cannot be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from daybook.nominals import compact
from daybook.nominals.matching import Cleaned, Kind, kind_of, query_keys, record_keys
from daybook.nominals.matching.vocabulary import forms, one_slip_away
from daybook.nominals.models import BlockingKey, Spelling
from daybook.nominals.tables import words_of

MOST = 250
LARGEST_BLOCK = 400
TOO_MANY_TO_COUNT = 2000
WEIGHTS = {
    Kind.NUMBER: 60,
    Kind.EMAIL: 30,
    Kind.PHONE: 30,
    Kind.NAMES_AND_YEAR: 14,
    Kind.NAMES_AND_DISTRICT: 14,
    Kind.NAME_AND_MONTH: 9,
    Kind.NAME_YEAR_AND_DAY: 9,
    Kind.NAME_AND_DAY: 8,
    Kind.HOUSE: 8,
    Kind.POSTCODE: 9,
    Kind.BIRTH: 9,
    Kind.NAMES: 9,
}
OWN, SLIP = 10, 6
"""How often a key of what was typed counts, and one of a likely slip."""
MAY_BE_COMMON = frozenset((Kind.NAMES_AND_DISTRICT, Kind.HOUSE, Kind.POSTCODE, Kind.BIRTH, Kind.NAMES))
FOUND = """
WITH asked (key, weight) AS (VALUES {asked}),
found AS (
    SELECT k.record_id, SUM(a.weight) AS hits FROM asked a JOIN nominals_blockingkey k ON k.key = a.key
    GROUP BY k.record_id ORDER BY hits DESC, k.record_id LIMIT {most}
)
SELECT r.system, r.key, r.person, r.nominal, r.cleaned
FROM found f JOIN nominals_indexedrecord r ON r.id = f.record_id
"""
UNCOMMON = """
WITH asked (key) AS (VALUES {asked})
SELECT key FROM asked
WHERE (SELECT COUNT(*) FROM (SELECT 1 FROM nominals_blockingkey k WHERE k.key = asked.key LIMIT {most}) one) < {most}
"""


@dataclass(frozen=True, slots=True)
class Near:
    """A record of the index that shares a key with what was typed."""

    record: Cleaned
    person: UUID | None
    nominal: UUID


def near(asked: Cleaned) -> list[Near]:
    """At most 250 records, those with the weightiest keys in common."""
    weights = _weights(asked)
    common = [key for key in weights if kind_of(key) in MAY_BE_COMMON]
    for key in set(common) - _uncommon(common):
        del weights[key]
    return _found(weights) if weights else []


def so_named(asked: Cleaned) -> int:
    """How many records have a pair of names that sounds like the one typed; counted up to 2,000."""
    keys = [key for key in record_keys(asked) if kind_of(key) is Kind.NAMES]
    return max((_holders(key) for key in keys), default=0)


def _holders(key: int) -> int:
    return BlockingKey.objects.filter(key=key)[:TOO_MANY_TO_COUNT].count()


def _weights(asked: Cleaned) -> dict[int, int]:
    own, spelt = set(record_keys(asked)), spellings(asked)
    keys = query_keys(asked, lambda word: spelt.get(word, ()))
    return {key: WEIGHTS[kind_of(key)] * (OWN if key in own else SLIP) for key in keys}


def spellings(asked: Cleaned) -> dict[str, set[str]]:
    """The words of the index one slip of a key away from each word typed."""
    words = words_of(asked)
    shared = {form for word in words for form in forms(word)}
    known = set(Spelling.objects.filter(form__in=shared).values_list("word", flat=True))
    return {word: {other for other in known if one_slip_away(word, other)} for word in words}


def _uncommon(keys: list[int]) -> set[int]:
    """Those of the keys under which fewer than 400 records stand."""
    if not keys:
        return set()
    rows = ", ".join([f"({key})" for key in keys])
    with connection.cursor() as cursor:
        cursor.execute(UNCOMMON.format(asked=rows, most=LARGEST_BLOCK))
        return {key for (key,) in cursor.fetchall()}


def _found(weights: dict[int, int]) -> list[Near]:
    rows = ", ".join([f"({key}, {weight})" for key, weight in weights.items()])
    with connection.cursor() as cursor:
        cursor.execute(FOUND.format(asked=rows, most=MOST))
        return [
            Near(compact.decode(system, key, text), _uuid(person) if person else None, _uuid(nominal))
            for system, key, person, nominal, text in cursor.fetchall()
        ]


def _uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
