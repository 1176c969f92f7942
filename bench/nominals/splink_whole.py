"""Splink 5 on the very records that we link, cleaned as ours are: trained without labels, connected components.

Of each record it gets what is known of most: names, birth date, sex, house, street, town, e-mail. Comparisons are those of
its own library, weights are learnt by expectation and maximisation over two blockings, as its documentation has it. Among
a million records a date or a name alone brings a hundred million pairs together, and its training does not end: there it
blocks by several of them at once.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

    from daybook.nominals.matching import Cleaned

COLUMNS = (
    "unique_id",
    "first_name",
    "surname",
    "both_names",
    "middle",
    "birth",
    "sex",
    "house",
    "street",
    "town",
    "email",
)
MORE = (*COLUMNS, "postcode", "pncid")
HOME = (("surname", "house", "street"), ("first_name", "house", "street"))


@dataclass(frozen=True, slots=True)
class Blocks:
    """Columns that two records agree in: to be compared, and to learn weights from."""

    compared: tuple[tuple[str, ...], ...]
    learnt: tuple[tuple[str, ...], ...]


SMALL = Blocks(
    (("birth",), ("first_name", "surname"), *HOME, ("email",)), (("birth",), ("first_name", "surname"))
)
LARGE = Blocks(
    (
        ("birth", "first_name"),
        ("birth", "surname"),
        ("birth", "postcode"),
        ("first_name", "surname", "postcode"),
        *HOME,
        ("pncid",),
    ),
    (("birth", "house"), ("first_name", "surname", "house")),
)


def groups(
    records: Sequence[Cleaned],
    chance: float,
    blocks: Blocks = SMALL,
    columns: tuple[str, ...] = COLUMNS,
) -> list[tuple[int, ...]]:
    """The places of the records of each person: whoever is tied by pairs of that chance or more."""
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.getLogger("splink").setLevel(logging.ERROR)
    api, rows = DuckDBAPI(), [_row(place, one) for place, one in enumerate(records)]
    known = {name for name in columns if any(row[name] is not None for row in rows)}
    rules = [block_on(*names) for names in blocks.compared if known.issuperset(names)]
    settings = SettingsCreator(
        link_type="dedupe_only",
        comparisons=_comparisons(known),
        blocking_rules_to_generate_predictions=rules,
    )
    linker = Linker(api.register(_table(rows, columns), dataset_display_name="records"), settings)
    sure: list[Any] = [block_on("first_name", "surname", "birth")]
    linker.training.estimate_probability_two_random_records_match(sure, recall=0.7)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for names in blocks.learnt:
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*names))
    pairs = linker.inference.predict(threshold_match_probability=chance)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        pairs, threshold_match_probability=chance
    )
    together: defaultdict[str, list[int]] = defaultdict(list)
    for one in found.as_record_list():
        together[one["cluster_id"]].append(int(one["unique_id"]))
    return [tuple(sorted(its)) for its in together.values()]


def _comparisons(known: set[str]) -> list[Any]:
    from splink import comparison_library as cl

    names = cl.ForenameSurnameComparison(
        "first_name", "surname", forename_surname_concat_col_name="both_names"
    )
    rest: dict[str, Any] = {
        "middle": cl.ExactMatch("middle"),
        "sex": cl.ExactMatch("sex"),
        "house": cl.ExactMatch("house"),
        "street": cl.JaroWinklerAtThresholds("street", [0.9]),
        "town": cl.JaroWinklerAtThresholds("town", [0.9]),
        "email": cl.EmailComparison("email"),
        "postcode": cl.PostcodeComparison("postcode"),
        "pncid": cl.ExactMatch("pncid"),
    }
    return [
        names.configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("birth", input_is_string=True),
        *(comparison for name, comparison in rest.items() if name in known),
    ]


def _table(rows: Sequence[dict[str, str | None]], columns: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    return pa.table({name: pa.array([row[name] for row in rows], pa.string()) for name in columns})


def _row(place: int, one: Cleaned) -> dict[str, str | None]:
    name = one.names[0] if one.names else None
    birth = next((its for its in one.births if its.whole), None)
    home = one.addresses[0] if one.addresses else None
    return {
        "unique_id": str(place),
        "first_name": (name and name.first) or None,
        "surname": (name and name.surname) or None,
        "both_names": f"{name.first} {name.surname}" if name and name.first and name.surname else None,
        "middle": (" ".join(name.middle) if name else "") or None,
        "birth": f"{birth.year}-{birth.month:02}-{birth.day:02}" if birth else None,
        "sex": one.sex or None,
        "house": (home and home.house) or None,
        "street": (home and " ".join(home.lines)) or None,
        "town": one.towns[0] if one.towns else None,
        "email": one.emails[0] if one.emails else None,
        "postcode": one.postcodes[0] if one.postcodes else None,
        "pncid": dict(one.numbers).get("pncid"),
    }
