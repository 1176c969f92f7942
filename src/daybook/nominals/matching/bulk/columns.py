"""Records as a table with a column for everything that the SQL of a field asks: worked out once a value, not a pair.

The first value of each field stands in the column of its name; of a name, birth date, postcode or address that column
only says that there is one, and its parts stand in columns of their own. Where a record has more, all stand in `all_`
and the name. Where it has none, all are NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial, reduce
from operator import attrgetter, itemgetter, or_
from typing import TYPE_CHECKING, Any
from zlib import crc32

import numpy as np

from daybook.nominals.matching.bulk.coded import Coded, names_of
from daybook.nominals.matching.bulk.ragged import Whole, numbered
from daybook.nominals.matching.cleaning import Birth, Cleaned
from daybook.nominals.matching.cleaning.cleaned import SCHEMES
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.phonetic import sound
from daybook.nominals.matching.short_forms import TABLE

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, WORDS, NUMBER, YES = "text", "words", "number", "yes"
PLACE_OF, ALL, CODE = "place", "all_", "code_"
PLACE = "at"
"""A part of every value: its place among those of the record."""
SIX = 0b111111
LETTERS = 31
"""Letters of a word are told apart by their number, less thirty-ones: the small letters all are."""
Part = tuple[str, str, Callable[[Any], object]]
"""Name, type, and how it is made of what `Parts.of` gives."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a struct that come of the same thing: a million records have few different family names or dates."""

    of: Callable[[Any], Any]
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Parts of a struct that follow from one attribute of the value: `part`, or the value itself.

    `whole` makes, of the different attributes, values that have it and nothing else.
    """

    part: str
    parts: tuple[Parts, ...]
    whole: Callable[[Sequence[Any]], Sequence[Any]] = list


@dataclass(frozen=True, slots=True)
class Tables:
    """`records` has a row a record, and the number of each of its parts in a column `code_` and the name of the part;
    under that name `parts` has a table with what follows from the part, in the order of these numbers."""

    records: pa.Table
    parts: dict[str, pa.Table]


def tables_of(records: Sequence[Cleaned]) -> Tables:
    """All columns, typed however empty they are."""
    import pyarrow as pa

    coded = Coded.of(records)
    columns: dict[str, pa.Array] = {
        name: pa.array([value or None for value in map(attrgetter(name), coded.records)], pa.string())
        for name in ("sex", "system")
    }
    parts: dict[str, pa.Table] = {}
    for name, (of, groups) in FIELDS_OF_PARTS.items():
        tables = {f"{CODE}{name}_{group.part}": _table(coded, of, group) for group in groups}
        columns |= _structs(name, coded, of, groups, list(tables.values()))
        for code, table in tables.items():
            numbers = pa.array(np.arange(len(table)))
            named = {f"{name}_{part}": table.column(part) for part in table.column_names}
            parts[code] = pa.table({code: numbers, **named})
    for name in ("town", "phone", "email"):
        columns |= _texts(name, list(map(attrgetter(f"{name}s"), coded.records)))
    numbers = list(map(attrgetter("numbers"), coded.records))
    there = {scheme for scheme, _ in coded.parts("numbers")[1]}
    none: list[Sequence[str]] = [()] * len(coded)
    for scheme in SCHEMES:
        its = [_numbers(scheme, its) if its else () for its in numbers] if scheme in there else none
        columns |= _texts(scheme, its)
    emails = map(attrgetter("emails"), coded.records)
    mailboxes = [its[0].partition("@")[0] if its else None for its in emails]
    columns["mailbox"] = pa.array(mailboxes, pa.string())
    return Tables(pa.table({PLACE_OF: pa.array(np.arange(len(coded))), **columns}), parts)


def _texts(name: str, values: Sequence[Sequence[str]]) -> dict[str, pa.Array]:
    import pyarrow as pa

    if not any(values):
        kinds = {name: pa.string(), f"{ALL}{name}": pa.list_(pa.string())}
        return {column: pa.nulls(len(values), kind) for column, kind in kinds.items()}
    several = [its if len(its) > 1 else None for its in values]
    first = pa.array([its[0] if its else None for its in values], pa.string())
    return {name: first, f"{ALL}{name}": pa.array(several, pa.list_(pa.string()))}


def _table(coded: Coded, of: str, group: Group) -> pa.Table:
    """A row for each different attribute; what several of these have in common is worked out once as well."""
    import pyarrow as pa

    types = {TEXT: pa.string(), WORDS: pa.list_(pa.string()), NUMBER: pa.int64(), YES: pa.bool_()}
    values, arrays = group.whole(coded.parts(of, group.part)[1]), {}
    for its in group.parts:
        at, different = numbered(list(map(its.of, values)))
        rows = pa.array(at)
        for part, kind, made in its.parts:
            arrays[part] = pa.array(map(made, different), types[kind], size=len(different)).take(rows)
    return pa.table(arrays)


def _structs(
    name: str, coded: Coded, of: str, groups: Sequence[Group], tables: Sequence[pa.Table]
) -> dict[str, pa.Array]:
    """The numbers of the parts of the first values, and lists of all values where there are several."""
    import pyarrow as pa

    counts, _ = coded.values(of)
    there = counts > 0
    first = (np.cumsum(counts) - counts)[there]
    columns = {name: pa.array(there, mask=~there)}
    columns[f"{name}_{PLACE}"] = pa.array(np.zeros(len(counts), dtype=np.int64), mask=~there)
    codes = [coded.parts(of, group.part)[0] for group in groups]
    for group, its in zip(groups, codes, strict=True):
        at = np.zeros(len(counts), dtype=np.int64)
        at[there] = its[first]
        columns[f"{CODE}{name}_{group.part}"] = pa.array(at, mask=~there)
    return {**columns, f"{ALL}{name}": _lists(counts, codes, tables)}


def _lists(counts: Whole, codes: Sequence[Whole], tables: Sequence[pa.Table]) -> pa.ListArray:
    """All values of those that have several, as structs; NULL for the others."""
    import pyarrow as pa

    several = counts > 1
    many = np.where(several, counts, 0)
    starts = np.cumsum(many) - many
    at = np.flatnonzero(np.repeat(several, counts))
    structs = {
        part: table.column(part).take(pa.array(its[at])).combine_chunks()
        for its, table in zip(codes, tables, strict=True)
        for part in table.column_names
    }
    structs[PLACE] = pa.array(np.arange(len(at)) - np.repeat(starts, many))
    ends = pa.array(np.append(starts, len(at)), pa.int32(), mask=np.append(~several, False))
    return pa.ListArray.from_arrays(
        ends, pa.StructArray.from_arrays(list(structs.values()), names=list(structs))
    )


def _numbers(scheme: str, numbers: Sequence[tuple[str, str]]) -> Sequence[str]:
    return [number for its, number in numbers if its == scheme]


def _spaced(words: Iterable[str]) -> str | None:
    """Words with a space before and after each, so that one is found by plain search."""
    text = " ".join(words)
    return f" {text} " if text else None


def _sign(words: Iterable[str]) -> int:
    """One bit of 63 for each word: words that share none are different."""
    return reduce(or_, map(_bit, words), 0)


@lru_cache(1 << 17)
def _bit(word: str) -> int:
    return 1 << crc32(word.encode()) % 63


def _bag(digits: str) -> int:
    """How often each digit stands in the date, six bits a digit, as many set as there are; more than six as six."""
    bag = 0
    for sign in digits:
        place = 6 * int(sign)
        bag |= ((bag >> place << 1 | 1) & SIX) << place
    return bag


@lru_cache(1 << 17)
def _letters(word: str) -> int:
    """The letters of a word, two bits each: the first time and the second. No two words have more letters in common
    than bits, since all bits are set where a letter comes a third time."""
    bag = 0
    for sign in word:
        bit = 1 << 2 * (ord(sign) % LETTERS)
        if bag & bit << 1:
            return (1 << 2 * LETTERS) - 1
        bag |= bit << 1 if bag & bit else bit
    return bag


def _word(name: str, of: Callable[[Any], str]) -> tuple[Part, ...]:
    """A word with what shows quickly that another is unlike it: `features.sql.word_likeness`."""
    return (
        (name, TEXT, of),
        (f"{name}_length", NUMBER, lambda its: len(of(its))),
        (f"{name}_initial", NUMBER, lambda its: ord(of(its)[0]) if of(its) else 0),
        (f"{name}_bag", NUMBER, lambda its: _letters(of(its))),
    )


def _signs_there(code: str) -> int:
    """A bit for each sign of a postcode: one slip changes two at most."""
    return sum({1 << ord(sign) % 63 for sign in code})


def _signs(code: str) -> str:
    return "".join(sorted(code))


@lru_cache(1 << 16)
def _digits(date: tuple[int, int, int, bool]) -> str:
    return Birth(*date).digits


FAMILY = (
    Parts(
        attrgetter("family"),
        (
            ("family", TEXT, " ".join),
            ("words", WORDS, lambda family: family if len(family) > 1 else None),
        ),
    ),
    Parts(
        attrgetter("surname"),
        (
            *_word("surname", str),
            ("surname_sign", NUMBER, lambda word: _sign([word])),
            ("surname_sound", TEXT, sound),
        ),
    ),
)
GIVEN = (
    Parts(
        attrgetter("first"),
        (
            *_word("first", str),
            ("first_sign", NUMBER, lambda word: _sign([word] if word else ())),
            ("first_sound", TEXT, sound),
            ("short", TEXT, lambda word: _spaced(sorted(TABLE.get(word, ())))),
            ("short_sign", NUMBER, lambda word: _sign(TABLE.get(word, ()))),
        ),
    ),
    Parts(attrgetter("given"), (("given", TEXT, " ".join), *_word("joined", "".join))),
    Parts(
        attrgetter("middle"),
        (
            ("middle", TEXT, _spaced),
            ("middle_sign", NUMBER, _sign),
            ("middles", WORDS, lambda middle: middle or None),
        ),
    ),
)
DATE = (("year", NUMBER), ("month", NUMBER), ("day", NUMBER), ("estimated", YES))
BIRTHS = (
    Parts(
        attrgetter("year", "month", "day", "estimated"),
        (
            *((part, kind, itemgetter(at)) for at, (part, kind) in enumerate(DATE)),
            ("whole", YES, lambda date: bool(date[1] and date[2])),
            ("digits", TEXT, _digits),
            ("bag", NUMBER, lambda date: _bag(_digits(date))),
        ),
    ),
)
POSTCODES = (
    Parts(
        str,
        (
            ("code", TEXT, str),
            ("bag", NUMBER, _signs_there),
            ("signs", TEXT, _signs),
            ("district", TEXT, district),
        ),
    ),
)
FIELDS_OF_PARTS: dict[str, tuple[str, tuple[Group, ...]]] = {
    "name": (
        "names",
        (
            Group("family", FAMILY, partial(names_of, "family")),
            Group("given", GIVEN, partial(names_of, "given")),
        ),
    ),
    "birth": ("births", (Group("", BIRTHS),)),
    "postcode": ("postcodes", (Group("", POSTCODES),)),
    "address": (
        "addresses",
        (
            Group("house", (Parts(str, (("house", TEXT, str),)),)),
            Group("lines", (Parts(tuple, (("lines", WORDS, list),)),)),
        ),
    ),
}
"""The attribute of a record that holds the values of each field, and the parts of these."""
STRUCTS = {
    name: (*(part for group in groups for its in group.parts for part, _, _ in its.parts), PLACE)
    for name, (_, groups) in FIELDS_OF_PARTS.items()
}
"""The parts of each value that is made of several, in order."""
