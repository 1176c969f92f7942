"""Who in the index is worth scoring against a typed record: several keys at once, two statements in all.

Strong facts weigh most. A block of many people (a common name, a hostel, a first of January) is passed over; where
nothing stronger was typed, that is said instead of ranking hundreds who cannot be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import QuerySet

from daybook.book.asked import asked
from daybook.nominals import compact, key_pages
from daybook.nominals.matching import Cleaned, Kind, index_keys, kind_of, query_keys
from daybook.nominals.matching.vocabulary import forms, one_slip_away
from daybook.nominals.models import OWN, Spelling
from daybook.nominals.models.short import as_id, key_text
from daybook.nominals.tables import words_of

MOST, MOST_BY_NAMES = 200, 100
"""Records to score; where nothing but names is known, more could hardly be told apart."""
LEAST_SHARE = 0.2
"""Of the weight of the keys that the likeliest shares: whoever shares less is not scored. Of 10,000 entries among
300,000 invented people (seed 11) this lost nobody who is found without it, and left a fifth of the records to score."""
LARGEST_BLOCK = 1_200
"""More of one key say nothing where anything stronger was typed. Among three million invented people 400 lost one entry
in five hundred; among a million it made no difference."""
WEIGHTS = {
    Kind.NUMBER: 60,
    Kind.EMAIL: 30,
    Kind.PHONE: 30,
    Kind.NAMES_AND_YEAR: 14,
    Kind.NAMES_AND_DISTRICT: 14,
    Kind.NAME_AND_DAY: 8,
    Kind.POSTCODE: 9,
    Kind.BIRTH: 9,
    Kind.NAMES: 9,
}
AS_TYPED, SLIP = 10, 6
"""How often a key of what was typed counts, and one of a likely slip."""
RARE = 0.5
"""By how much more a key counts that one record alone has; none more where a block is the largest."""
MAY_BE_COMMON = frozenset((Kind.NAMES_AND_DISTRICT, Kind.POSTCODE, Kind.BIRTH, Kind.NAMES))


@dataclass(frozen=True, slots=True)
class Near:
    """A record of the index that shares a key with what was typed; ids as the database gives them: few are asked."""

    record: Cleaned
    kept_nominal: object

    @property
    def person(self) -> UUID | None:
        """The record of ours that it is."""
        return UUID(self.record.key) if self.record.system == OWN else None

    @property
    def nominal(self) -> UUID:
        """Whose it is."""
        return as_id(self.kept_nominal)


def near(asked: Cleaned) -> list[Near]:
    """At most 200 records, those with the weightiest keys in common."""
    weights = _weights(asked)
    if not weights:
        return []
    found = key_pages.find(list(weights))
    holders = found.holders(len(weights))
    usable = _usable(weights, holders)
    records, places = np.unique(found.records, return_inverse=True)
    hits = np.bincount(places, weights=usable[found.places], minlength=len(records))
    most = MOST_BY_NAMES if all(kind_of(its) is Kind.NAMES for its in weights) else MOST
    best = np.lexsort((records, -hits))[:most]
    least = LEAST_SHARE * hits.max(initial=0)
    return _records(records[best[hits[best] > least]].tolist())


def _usable(weights: dict[int, int], holders: key_pages.Places) -> npt.NDArray[np.float64]:
    """The weight of each key by how many records have it."""
    rare = 1 - np.log(holders.clip(1, LARGEST_BLOCK)) / np.log(LARGEST_BLOCK)
    passed_over = (holders >= LARGEST_BLOCK) & [kind_of(its) in MAY_BE_COMMON for its in weights]
    return np.where(passed_over, 0.0, np.array(list(weights.values())) * (1 + RARE * rare))


def so_named(asked: Cleaned) -> int:
    """How many records have as many pairs of names that sound like those typed as any has; of a single name, none.

    Of two first names all three may be common, and both together with the family name rare.
    """
    if not has_two_names(asked):
        return 0
    keys = [key for key in index_keys(asked) if kind_of(key) is Kind.NAMES]
    _, shared = np.unique(key_pages.find(keys).records, return_counts=True)
    return int((shared == shared.max(initial=1)).sum())


def has_two_names(asked: Cleaned) -> bool:
    """Whether a family name and a given name were typed, be they as short as Ng and Li."""
    return any(name.family and name.given for name in asked.names)


def _weights(asked: Cleaned) -> dict[int, int]:
    own, spelt = set(index_keys(asked)), spellings(asked)
    keys = query_keys(asked, lambda word: spelt.get(word, ()))
    return {key: WEIGHTS[kind_of(key)] * (AS_TYPED if key in own else SLIP) for key in keys}


def spellings(asked: Cleaned) -> dict[str, set[str]]:
    """The words of the index one slip of a key away from each word typed."""
    words = words_of(asked)
    shared = {form for word in words for form in forms(word)}
    known = set(_spelt(forms=list(shared)))
    return {word: {other for other in known if one_slip_away(word, other)} for word in words}


@asked
def _spelt(forms: list[str]) -> QuerySet[Spelling, str]:
    return Spelling.objects.filter(form__in=forms).values_list("word", flat=True)


def _records(numbers: list[int]) -> list[Near]:
    """Read without the ORM, which would make three ids of every row."""
    if not numbers:
        return []
    wanted = ", ".join(map(str, numbers))
    columns = "system, key, nominal, cleaned"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {columns} FROM nominals_indexedrecord WHERE id IN ({wanted})")  # noqa: S608
        rows = cursor.fetchall()
    return [
        Near(compact.decode(system, key_text(bytes(key)), cleaned), nominal)
        for system, key, nominal, cleaned in rows
    ]
