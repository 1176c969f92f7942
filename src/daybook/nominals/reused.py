"""Keys that name somebody else than before, and whom nobody has been asked about yet, whatever stopped the asking."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from daybook.nominals.cases import cases_of, pair_of
from daybook.nominals.key_names import base_key, number_of
from daybook.nominals.linking import index_sources
from daybook.nominals.matching import clean
from daybook.nominals.membership import Identity, rows_of
from daybook.nominals.models import SourceRecord
from daybook.nominals.receiving import families, latest_versions

Pair = tuple[Identity, Identity]


def unasked(systems: Iterable[str]) -> list[Pair]:
    """(who had the key before, the newcomer) of each key of these systems that no case on the desk stands for.

    What is kept says so, so that a taking in that was stopped is made good by the next. Call it under `alone`.
    """
    rows = SourceRecord.objects.filter(system__in=sorted(set(systems)), reused=True)
    newcomers = sorted(set(rows.values_list("system", "key")))
    held = families(newcomers)
    pairs = [
        ((system, before), (system, key))
        for system, key in newcomers
        if (before := _before(key, held[system, base_key(key)]))
    ]
    asked = cases_of(pair_of(*pair) for pair in pairs)
    return [pair for pair in pairs if pair_of(*pair) not in asked]


def _before(key: str, family: Iterable[str]) -> str:
    """Who had the key last before; empty where they are held no more."""
    others = [one for one in family if one != key]
    earlier = [one for one in others if number_of(one) < number_of(key)]
    return max(earlier or others, key=number_of, default="")


def made_findable(pairs: Collection[Pair]) -> list[Pair]:
    """The pairs of which both are held, whoever is not in the index yet put into it.

    Somebody may have been disposed of since they came: each part is taken in by a transaction of its own.
    """
    records = {end for pair in pairs for end in pair}
    found = set(rows_of(records))
    missing = latest_versions(records - found)
    index_sources(clean(row.as_written()) for row in missing.values())
    return [pair for pair in pairs if {*pair} <= found | missing.keys()]
