"""The settings of Splink 5 for a trained model: the same fields, levels, weights and keys, in Splink's own form.

Each level is the SQL condition that a function of ours gives its number. An engine registers these functions under
`function_of(field)`; they take the two records' texts. The order of levels is free, since each pair has exactly one
number: the commonest come first, so that few conditions are asked.
"""

from __future__ import annotations

from typing import Any

from daybook.nominals.matching.features import FIELDS, NOT_KNOWN, Field
from daybook.nominals.matching.model import Model

KEY, KEYS, RECORD = "place", "keys", "record"
"""The columns of the table that an engine hands to Splink: number, blocking keys, the record's text."""
Settings = dict[str, Any]


def function_of(it: Field) -> str:
    """The name that the field's comparison has in SQL."""
    return f"daybook_{it.name}"


def splink_settings(model: Model, size: int) -> Settings:
    """Settings for `splink.Linker`, for an index of `size` records. Rarity of terms is added afterwards."""
    odds = 2 ** model.prior_bits(size)
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": KEY,
        "probability_two_random_records_match": odds / (1 + odds),
        "blocking_rules_to_generate_predictions": [
            {"blocking_rule": f"l.{KEYS} = r.{KEYS}", "arrays_to_explode": [KEYS]}
        ],
        "comparisons": [
            _comparison(it, model.shares[it.name], its)
            for it, its in zip(FIELDS, model.weights(), strict=True)
        ],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(it: Field, shares: Any, weights: tuple[float, ...]) -> Settings:
    numbered = sorted(enumerate(it.levels, 1), key=lambda pair: -sum(shares[pair[1].name]))
    levels: list[Settings] = [
        {"sql_condition": _is(it, NOT_KNOWN), "label_for_charts": "not known", "is_null_level": True}
    ]
    for place, (number, level) in enumerate(numbered, 1):
        met, chance = shares[level.name]
        m, u = _kept(met, chance, weights[number])
        condition = "ELSE" if place == len(numbered) else _is(it, number)
        named = {"sql_condition": condition, "label_for_charts": level.words}
        levels.append({**named, "m_probability": m, "u_probability": u})
    return {"output_column_name": it.name, "comparison_description": it.label, "comparison_levels": levels}


def _is(it: Field, number: int) -> str:
    return f"{function_of(it)}({RECORD}_l, {RECORD}_r) = {number}"


def _kept(m: float, u: float, bits: float) -> tuple[float, float]:
    """m and u whose weight is that of the model, kept between the field's limits."""
    return (m, m / 2**bits) if bits >= 0 else (u * 2**bits, u)
