"""SQL of the comparisons, in DuckDB's words, that all fields share.

A field's SQL gives the number of the level that its function gives (tests/nominals/matching/test_bulk.py), over the
columns of `bulk.columns` of two records, `_l` and `_r`. A record's first value stands in columns of its own, so that
the common case needs no list; the list beside it is NULL where there is no second value.
"""

from __future__ import annotations

from collections.abc import Callable

from daybook.nominals.matching.bulk.columns import STRUCTS
from daybook.nominals.matching.features.words import LONG_ENOUGH, NEAR, ROUGH

Pairwise = Callable[[str, str], str]


def case(*branches: tuple[str, object], otherwise: object) -> str:
    """The first branch whose condition holds."""
    whens = " ".join(f"WHEN {condition} THEN {value}" for condition, value in branches)
    return f"CASE {whens} ELSE {otherwise} END"


def part(value: str, name: str) -> str:
    """A part of a value: of a record's first value, `name_l` or `name_r`, a column of its own; else of a struct.

    A struct has to be cut anew, all parts of it, wherever a case goes on with some of the rows.
    """
    column, side = value[:-2], value[-2:]
    return f"{column}_{name}{side}" if side in ("_l", "_r") else f"{value}['{name}']"


def likeness(one: str, other: str) -> str:
    return f"jaro_winkler_similarity({one}, {other})"


def either(*conditions: str) -> str:
    """Whether one of them holds, none asked after that: DuckDB works out every side of an OR inside an expression."""
    return case(*((condition, "true") for condition in conditions[:-1]), otherwise=conditions[-1])


def one_slip(one: str, other: str) -> str:
    """At most one slip of a key apart. Edits without turns, quicker to count, shut most pairs out."""
    return case(
        (f"levenshtein({one}, {other}) > 2", "false"), otherwise=f"damerau_levenshtein({one}, {other}) <= 1"
    )


def near(one: str, other: str, alike: str = "") -> str:
    """`words.near` of two texts that are not the same, nor empty; false where one is NULL.

    As a case: DuckDB works out every side of an AND or OR inside an expression, and would count the slips of all.
    `alike` is their likeness, where that is known.
    """
    measure = alike or likeness(one, other)
    return case(
        (f"{measure} < {ROUGH}", "false"),
        (f"{measure} >= {NEAR}", "true"),
        (f"length({one}) >= {LONG_ENOUGH} OR length({other}) >= {LONG_ENOUGH}", one_slip(one, other)),
        otherwise="false",
    )


def word_likeness(x: str, word: str, y: str, other: str) -> str:
    """The likeness of two words of which `bulk.columns` holds the letters; 0 where it surely is less than rough.

    With c letters in common Jaro is at most (c / length + c / other length + 1) / 3. For Jaro-Winkler 0.78 it must
    reach 0.78 where the first letters differ, and 0.6333 where as many agree as count.
    """
    lengths = part(x, word + "_length"), part(y, other + "_length")
    common = f"bit_count({part(x, word + '_bag')} & {part(y, other + '_bag')})::INTEGER"
    needed = case((f"{part(x, word + '_initial')} = {part(y, other + '_initial')}", 89), otherwise=133)
    too_few = f"100 * {common} * ({' + '.join(lengths)}) < {needed} * {' * '.join(lengths)}"
    return case((too_few, "0.0"), otherwise=likeness(part(x, word), part(y, other)))


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
    one = f"{column}_{side}"
    if parts := STRUCTS.get(column):
        one = f"struct_pack({', '.join(f'{name} := {part(one, name)}' for name in parts)})"
    return f"coalesce(all_{column}_{side}, [{one}])"


def in_common(column: str) -> str:
    """Whether the sides share a value."""
    several = f"(all_{column}_l IS NOT NULL OR all_{column}_r IS NOT NULL)"
    shared = f"list_has_any({values(column, 'l')}, {values(column, 'r')})"
    return f"({column}_l = {column}_r OR ({several} AND {shared}))"
