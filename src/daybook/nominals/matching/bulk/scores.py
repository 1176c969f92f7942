"""The scores of many pairs at once: what `Scorer.bits` gives for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from daybook.nominals.matching.bulk.coded import Coded
from daybook.nominals.matching.cleaning import Cleaned
from daybook.nominals.matching.features import FIELDS, Field
from daybook.nominals.matching.model.frequencies import TABLES
from daybook.nominals.matching.model.model import Model
from daybook.nominals.matching.model.training import Levels
from daybook.nominals.matching.pairs import Bits, Edges, Pairs
from daybook.nominals.matching.scorer import Scorer

Yes = npt.NDArray[np.bool_]
OTHER_NAMES = ("also",)
"""Levels whose shared term is that of a name not in use."""


def score(records: Sequence[Cleaned], pairs: Pairs, levels: Levels, scorer: Scorer) -> Edges:
    """Every pair with its bits. Pairs with several values in a field whose rarity counts are asked of the scorer."""
    weights = scorer.model.weights()
    bits = np.full(len(pairs), scorer.prior)
    for column, its in enumerate(weights):
        bits += np.array(its)[levels[:, column]]
    coded = Coded.of(records)
    several = _several(coded)
    singly = np.zeros(len(pairs), dtype=bool)
    rare_bits = {table: _term_bits(scorer.model, coded, table) for table in TABLES}
    for column, it in enumerate(FIELDS):
        for number, level in enumerate(it.levels, 1):
            if level.rarity:
                at = np.flatnonzero(levels[:, column] == number)
                rare = sum(rare_bits[table][pairs.first[at]] for table in level.rarity)
                bits[at] += _within(it, weights[column][number], np.asarray(rare))
                singly[at] |= level.name in OTHER_NAMES
                singly[at] |= several[pairs.first[at]] | several[pairs.second[at]]
    for place, (one, other) in zip(np.flatnonzero(singly).tolist(), pairs.take(singly), strict=True):
        bits[place] = scorer.bits(coded[one], coded[other], tuple(levels[place].tolist()))
    return Edges(pairs, bits)


def _within(it: Field, weight: float, rare: Bits) -> Bits:
    """What rarity adds, within the field's limits."""
    return np.asarray(np.clip(weight + rare, min(weight, 0.0), max(it.most, weight)) - weight)


def _several(coded: Coded) -> Yes:
    """Which records have several postcodes or towns, any of which may be the rare one."""
    return np.asarray((coded.values("postcodes")[0] > 1) | (coded.values("towns")[0] > 1))


def _term_bits(model: Model, coded: Coded, table: str) -> Bits:
    """What sharing the first term of each record adds."""
    found, terms = coded.terms(table)
    bits, there = np.zeros(len(coded)), found.counts > 0
    by_term = np.array([model.rarity_bits(table, term) for term in terms], dtype=np.float64)
    bits[there] = by_term[found.values[found.starts[there]]]
    return bits
