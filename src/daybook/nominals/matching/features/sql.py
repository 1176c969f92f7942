"""SQL of the comparisons, in DuckDB's words, that all fields share.

A field's SQL gives the number of the level that its function gives (tests/nominals/matching/test_bulk.py), over the
columns of `bulk.columns` of two records, `_l` and `_r`. A record's first value stands in a column of its own, so that
the common case needs no list; the list beside it is NULL where there is no second value.
"""

from __future__ import annotations

from collections.abc import Callable

from daybook.nominals.matching.features.words import LONG_ENOUGH, NEAR, ROUGH

Pairwise = Callable[[str, str], str]


def case(*branches: tuple[str, object], otherwise: object) -> str:
    """The first branch whose condition holds."""
    whens = " ".join(f"WHEN {condition} THEN {value}" for condition, value in branches)
    return f"CASE {whens} ELSE {otherwise} END"


def likeness(one: str, other: str) -> str:
    return f"jaro_winkler_similarity({one}, {other})"


def one_slip(one: str, other: str) -> str:
    """At most one slip of a key apart. Edits without turns, quicker to count, shut most pairs out."""
    return f"(levenshtein({one}, {other}) <= 2 AND damerau_levenshtein({one}, {other}) <= 1)"


def near(one: str, other: str) -> str:
    """`words.near` of two texts that are not the same, nor empty; false where one is NULL.

    As a case: DuckDB works out every side of an AND or OR inside an expression, and would count the slips of all.
    """
    long_enough = f"(length({one}) >= {LONG_ENOUGH} OR length({other}) >= {LONG_ENOUGH})"
    return case(
        (f"{likeness(one, other)} < {ROUGH}", "false"),
        (f"{likeness(one, other)} >= {NEAR}", "true"),
        otherwise=f"coalesce({long_enough} AND {one_slip(one, other)}, false)",
    )


def rough(one: str, other: str) -> str:
    """At least a little alike."""
    return f"{likeness(one, other)} >= {ROUGH}"


def missing(column: str) -> str:
    """Whether either side lacks the field."""
    return f"{column}_l IS NULL OR {column}_r IS NULL"


def best_of_all(column: str, level: Pairwise) -> str:
    """The least number that two of the values have; 0 where a side has none."""
    single = level(f"{column}_l", f"{column}_r")
    return case(
        (missing(column), 0),
        (f"all_{column}_l IS NULL AND all_{column}_r IS NULL", single),
        otherwise=f"list_min({each_with_each(column, level)})",
    )


def each_with_each(column: str, level: Pairwise) -> str:
    """The list of what the level is for each value of one side with each of the other."""
    return (
        f"flatten(list_transform({values(column, 'l')}, lambda x:"
        f" list_transform({values(column, 'r')}, lambda y: {level('x', 'y')})))"
    )


def values(column: str, side: str) -> str:
    """All values of a side."""
    return f"coalesce(all_{column}_{side}, [{column}_{side}])"


def in_common(column: str) -> str:
    """Whether the sides share a value."""
    several = f"(all_{column}_l IS NOT NULL OR all_{column}_r IS NOT NULL)"
    shared = f"list_has_any({values(column, 'l')}, {values(column, 'r')})"
    return f"({column}_l = {column}_r OR ({several} AND {shared}))"
