"""How often two people of the index agree on a postcode by chance: what its levels are worth here.

The weights to begin with are those of a whole country, where few share the first half of a postcode. A force has some
twenty-five of them, and every fifteenth stranger shares one. So pairs are drawn from the index, as for every model that
is learnt (`matching.model.training`), and what was seen is laid over the beginning share.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import numpy as np
from django.db.models import Max, Min

from daybook.nominals import compact
from daybook.nominals.matching import Cleaned
from daybook.nominals.matching.features.places import POSTCODES
from daybook.nominals.models import IndexedRecord

RECORDS, PAIRS, SEED = 2_000, 20_000, 1
BEGUN_WITH = 2_000
"""Pairs that the beginning share counts for: a level that is hardly seen keeps it."""
FIELD = POSTCODES.name


def with_chance_of(shares: Mapping[str, tuple[float, float]]) -> dict[str, tuple[float, float]]:
    """The levels of the postcode, m as it is, u as it is among pairs of the index; the same for the same index."""
    chance = np.random.default_rng(SEED)
    drawn = _drawn(chance)
    if not drawn:
        return dict(shares)
    places = chance.integers(len(drawn), size=(PAIRS, 2)).tolist()
    seen = Counter(POSTCODES.compare(drawn[one], drawn[other]) for one, other in places if one != other)
    total = seen.total() + BEGUN_WITH
    return {
        level.name: (m, (seen[number] + BEGUN_WITH * u) / total)
        for number, level in enumerate(POSTCODES.levels, 1)
        for m, u in [shares[level.name]]
    }


def _drawn(chance: np.random.Generator) -> list[Cleaned]:
    """Records with a postcode, drawn by their numbers, which begin anew behind the old ones in an index made afresh."""
    ends = IndexedRecord.objects.aggregate(first=Min("id"), last=Max("id"))
    if ends["last"] is None:
        return []
    numbers = np.unique(chance.integers(ends["first"], ends["last"] + 1, size=RECORDS)).tolist()
    rows = IndexedRecord.objects.filter(id__in=numbers).order_by("id").values_list("system", "key", "cleaned")
    records = [compact.decode(*row) for row in rows]
    return [one for one in records if one.postcodes]
