"""How common each name, postcode and town is: agreement on a rare one says more."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from daybook.nominals.matching.bulk.coded import Coded
from daybook.nominals.matching.bulk.ragged import Ragged
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.model.model import RAREST

TABLES = ("family", "given", "postcode", "town")


def terms(record: Cleaned, table: str) -> tuple[str, ...]:
    """The terms of a record that a table counts: of the name in use, of every postcode and town."""
    if table == "postcode":
        return record.postcodes
    if table == "town":
        return record.towns
    if not record.names:
        return ()
    term = record.names[0].surname if table == "family" else record.names[0].first
    return (term,) if term else ()


def shared_terms(first: Cleaned, second: Cleaned, table: str) -> set[str]:
    """The terms that both have: of the names in use, or else, where these differ, of all names they go by."""
    shared = set(terms(first, table)).intersection(terms(second, table))
    if shared or table not in ("family", "given"):
        return shared
    alike = [name for name in first.names if name in second.names]
    found = (name.surname if table == "family" else name.first for name in alike)
    return {term for term in found if term}


def count_frequencies(records: Sequence[Cleaned]) -> tuple[dict[str, dict[str, float]], dict[str, float]]:
    """(share of each term commoner than the rarest that counts, chance that two records share a term), by table."""
    counted = {table: _counted(*Coded.of(records).terms(table)) for table in TABLES}
    shares = {table: _shares(counts) for table, counts in counted.items() if counts}
    collisions = {table: sum(share * share for share in its.values()) for table, its in shares.items()}
    kept = {
        table: {term: share for term, share in sorted(its.items()) if share > RAREST}
        for table, its in shares.items()
    }
    return kept, collisions


def _counted(found: Ragged, terms: Sequence[str]) -> Counter[str]:
    return Counter({terms[number]: count for number, count in Counter(found.values.tolist()).items()})


def _shares(counts: Counter[str]) -> dict[str, float]:
    total = counts.total()
    return {term: count / total for term, count in counts.items()}
