"""A model file: m and u of every level, how common each term is, how many partners a record has. JSON, versioned."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf, log2
from typing import Any

from daybook.nominals.matching.features import FIELDS
from daybook.nominals.matching.features.names import NAMES, SINGLE
from daybook.nominals.matching.features.systems import SYSTEMS

FORMAT = "daybook-matching-1"
NO_MODEL = "This is not a model file. Make one: daybook nominals link --model FILE."
RAREST = 1e-5
"""Terms rarer than this share weigh no more: a family name seen once may be a slip."""
FEWEST_MET = 100_000
"""An index of a few is no town of a few: whoever is typed, or comes, is one of at least so many people."""
Shares = Mapping[str, Mapping[str, tuple[float, float]]]
LEARNT_LATER = {
    SYSTEMS.name: {level.name: (level.m, level.u) for level in SYSTEMS.levels},
    NAMES.name: {
        level.name: (level.m, level.u) for level in NAMES.levels if level.name.endswith(f"-{SINGLE}")
    },
}
"""Of a field that older files do not have, which weighs nothing until it is learnt, and of single names."""


class ModelError(ValueError):
    """The text is not a model that this version can use; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Model:
    """`shares`: field, level, (m, u). `frequencies`: table (`family`, `given`, `postcode`, `town`), term, share.

    `partners` is how many records of the same person a record meets in the index, on the average; with the size of
    the index it gives the prior, so that the same model serves a growing index. An index of less than `fewest` records
    is taken for one of so many: 1 where partners were learnt.
    """

    name: str
    shares: Shares
    partners: float = 1.0
    frequencies: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    collisions: Mapping[str, float] = field(default_factory=dict)
    fewest: int = 1

    def prior_bits(self, size: int) -> float:
        """log2 of the chance that a record and one of an index of `size` are one person: of all scores, live or not."""
        return log2(min(self.partners / max(size, self.fewest), 0.5))

    def weights(self) -> tuple[tuple[float, ...], ...]:
        """Bits of each level of each of `FIELDS`, 0 first for what is not known; kept between the field's limits."""
        return tuple(
            (0.0, *(_limited(*self.shares[it.name][level.name], it.least, it.most) for level in it.levels))
            for it in FIELDS
        )

    def rarity_bits(self, table: str, term: str) -> float:
        """What a shared term adds for being rare, or takes for being common; 0 where nothing was counted."""
        known = self.frequencies.get(table)
        if not known:
            return 0.0
        return log2(self.collisions[table] / max(known.get(term, RAREST), RAREST))

    def to_json(self) -> str:
        """The model file's text."""
        content = {
            "format": FORMAT,
            "name": self.name,
            "partners": self.partners,
            "fewest": self.fewest,
            "fields": {
                name: {level: list(pair) for level, pair in its.items()} for name, its in self.shares.items()
            },
            "frequencies": self.frequencies,
            "collisions": self.collisions,
        }
        return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> Model:
        """Read a model file. Raises `ModelError` where it is none, is of another release or has other levels."""
        try:
            content = json.loads(text)
            written_format = content["format"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ModelError(NO_MODEL) from error
        if written_format != FORMAT:
            raise ModelError(
                f"This model file has the format {written_format} of another release, not {FORMAT}. Train it anew."
            )
        try:
            model = _read(content)
        except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
            raise ModelError(NO_MODEL) from error
        _require_levels(model.shares)
        _require_numbers(model)
        return model


def _read(content: Mapping[str, Any]) -> Model:
    shares = {
        name: {level: (float(m), float(u)) for level, (m, u) in its.items()}
        for name, its in content["fields"].items()
    }
    frequencies = {
        table: {term: float(share) for term, share in its.items()}
        for table, its in content["frequencies"].items()
    }
    collisions = {table: float(content["collisions"][table]) for table in frequencies}
    return Model(
        str(content["name"]),
        LEARNT_LATER | {name: LEARNT_LATER.get(name, {}) | its for name, its in shares.items()},
        float(content["partners"]),
        frequencies,
        collisions,
        int(content.get("fewest", 1)),
    )


def _limited(m: float, u: float, least: float, most: float) -> float:
    return min(max(log2(m / u), least), most)


def _require_levels(shares: Shares) -> None:
    if odd := sorted(shares.keys() - {it.name for it in FIELDS}):
        raise ModelError(
            f"This model file weighs “{odd[0]}”, which this release does not compare. Train it anew."
        )
    for it in FIELDS:
        if set(shares.get(it.name, ())) != {level.name for level in it.levels}:
            raise ModelError(
                f"This model file has other levels of “{it.label}” than are compared. Train it anew."
            )


def _require_numbers(model: Model) -> None:
    if not 1 <= model.fewest <= FEWEST_MET:
        raise ModelError(
            f"“fewest” of this model file does not lie between 1 and {FEWEST_MET:,}. Train it anew."
        )
    for it in FIELDS:
        if not all(0 < m <= 1 and 0 < u <= 1 for m, u in model.shares[it.name].values()):
            raise ModelError(
                f"A share of “{it.label}” in this model file does not lie between 0 and 1. Train it anew."
            )
    counted = [
        one
        for table, its in model.frequencies.items()
        if its
        for one in (*its.values(), model.collisions[table])
    ]
    if not all(0 < one < inf for one in (*counted, model.partners)):
        raise ModelError("How common a name or a partner is, in this model file, is no share. Train it anew.")


def starting_model() -> Model:
    """The weights before anything was learnt; their source stands beside each field's levels."""
    shares = {it.name: {level.name: (level.m, level.u) for level in it.levels} for it in FIELDS}
    return Model("start", shares, fewest=FEWEST_MET)
