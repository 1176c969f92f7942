"""Records as a table with a column for everything that the SQL of a field asks: worked out once a record, not a pair.

The first value of each field stands in the column of its name; where a record has more, all stand in `all_` and the
name. Where it has none, both are NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from daybook.nominals.matching.cleaning import Cleaned, Name
from daybook.nominals.matching.cleaning.cleaned import SCHEMES
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.short_forms import TABLE

if TYPE_CHECKING:
    import pyarrow as pa

MANY = 1 << 17
Part = tuple[str, str, Callable[[Any], object]]
TEXT, WORDS, NUMBER, YES = "text", "words", "number", "yes"


def table_of(records: Sequence[Cleaned]) -> pa.Table:
    """All columns, typed however empty they are."""
    import pyarrow as pa

    columns: dict[str, pa.Array] = {"sex": pa.array([record.sex or None for record in records], pa.string())}
    columns |= _structs("name", NAMES, list(map(_names, records)))
    for name, parts, of in STRUCTS:
        columns |= _structs(name, parts, list(map(attrgetter(of), records)))
    for name in ("town", "phone", "email"):
        columns |= _texts(name, list(map(attrgetter(f"{name}s"), records)))
    for scheme in SCHEMES:
        columns |= _texts(scheme, list(map(partial(_numbers, scheme), records)))
    mailboxes = [record.emails[0].partition("@")[0] if record.emails else None for record in records]
    return pa.table({**columns, "mailbox": pa.array(mailboxes, pa.string())})


def _texts(name: str, values: Sequence[Sequence[str]]) -> dict[str, pa.Array]:
    import pyarrow as pa

    several = [its if len(its) > 1 else None for its in values]
    first = pa.array([its[0] if its else None for its in values], pa.string())
    return {name: first, f"all_{name}": pa.array(several, pa.list_(pa.string()))}


def _structs(name: str, parts: Sequence[Part], values: Sequence[Sequence[Any]]) -> dict[str, pa.Array]:
    """The first value's parts as one array each: a million dictionaries would take a minute to convert."""
    import pyarrow as pa

    types = {TEXT: pa.string(), WORDS: pa.list_(pa.string()), NUMBER: pa.int64(), YES: pa.bool_()}
    fields = [pa.field(part, types[kind]) for part, kind, _ in parts]
    held = [its[0] for its in values if its]
    arrays = [pa.array([of(value) for value in held], types[kind]) for _, kind, of in parts]
    places, at = [], 0
    for its in values:
        places.append(at if its else None)
        at += bool(its)
    first = pa.StructArray.from_arrays(arrays, fields=fields).take(pa.array(places, pa.int64()))
    several = [
        [{part: of(value) for part, _, of in parts} for value in its] if len(its) > 1 else None
        for its in values
    ]
    return {name: first, f"all_{name}": pa.array(several, pa.list_(pa.struct(fields)))}


def _numbers(scheme: str, record: Cleaned) -> Sequence[str]:
    return [number for its, number in record.numbers if its == scheme] if record.numbers else ()


def _names(record: Cleaned) -> Sequence[tuple[int, Name]]:
    return list(enumerate(record.names))


def _spaced(words: Iterable[str]) -> str | None:
    """Words with a space before and after each, so that one is found by plain search."""
    text = " ".join(words)
    return f" {text} " if text else None


@lru_cache(MANY)
def _short_forms(word: str) -> str | None:
    return _spaced(sorted(TABLE.get(word, ())))


@lru_cache(MANY)
def _bag(digits: str) -> int:
    """How often each digit stands in the date, six bits a digit, as many set as there are; more than six as six."""
    counts = (min(digits.count(sign), 6) for sign in "0123456789")
    return sum(((1 << count) - 1) << 6 * place for place, count in enumerate(counts))


@lru_cache(MANY)
def _signs(code: str) -> str:
    return "".join(sorted(code))


def _whole(name: Name) -> str:
    return f"{' '.join(name.family)}|{' '.join(name.given)}"


NAMES: tuple[Part, ...] = (
    ("at", NUMBER, lambda one: one[0]),
    ("whole", TEXT, lambda one: _whole(one[1])),
    ("surname", TEXT, lambda one: one[1].surname),
    ("words", WORDS, lambda one: one[1].family if len(one[1].family) > 1 else None),
    ("surname_sound", TEXT, lambda one: one[1].surname_sound),
    ("first", TEXT, lambda one: one[1].first),
    ("first_sound", TEXT, lambda one: one[1].first_sound),
    ("joined", TEXT, lambda one: "".join(one[1].given) if one[1].middle else None),
    ("middle", TEXT, lambda one: _spaced(one[1].middle)),
    ("middles", WORDS, lambda one: one[1].middle or None),
    ("short", TEXT, lambda one: _short_forms(one[1].first)),
)
BIRTHS: tuple[Part, ...] = (
    *((part, NUMBER, attrgetter(part)) for part in ("year", "month", "day")),
    *((part, YES, attrgetter(part)) for part in ("whole", "estimated")),
    ("digits", TEXT, attrgetter("digits")),
    ("bag", NUMBER, lambda birth: _bag(birth.digits)),
)
POSTCODES: tuple[Part, ...] = (("code", TEXT, str), ("signs", TEXT, _signs), ("district", TEXT, district))
ADDRESSES: tuple[Part, ...] = (("house", TEXT, attrgetter("house")), ("lines", WORDS, attrgetter("lines")))
STRUCTS = (
    ("birth", BIRTHS, "births"),
    ("postcode", POSTCODES, "postcodes"),
    ("address", ADDRESSES, "addresses"),
)
