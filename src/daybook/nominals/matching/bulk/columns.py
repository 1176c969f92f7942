"""Records as a table with a column for everything that the SQL of a field asks: worked out once a value, not a pair.

The first value of each field stands in the column of its name; where a record has more, all stand in `all_` and the
name. Where it has none, both are NULL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from daybook.nominals.matching.cleaning import Cleaned, Name
from daybook.nominals.matching.cleaning.cleaned import SCHEMES
from daybook.nominals.matching.keys import district
from daybook.nominals.matching.phonetic import sound
from daybook.nominals.matching.short_forms import TABLE

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, WORDS, NUMBER, YES = "text", "words", "number", "yes"
Part = tuple[str, str, Callable[[Any], object]]
"""Name, type, and how it is made of what `Parts.of` gives."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Parts of a struct that come of the same thing: a million records have few different family names or dates."""

    of: Callable[[Any], Any]
    parts: tuple[Part, ...]


def table_of(records: Sequence[Cleaned]) -> pa.Table:
    """All columns, typed however empty they are."""
    import pyarrow as pa

    columns: dict[str, pa.Array] = {
        name: pa.array([value or None for value in map(attrgetter(name), records)], pa.string())
        for name in ("sex", "system")
    }
    columns |= _structs("name", NAMES, list(map(_names, records)))
    for name, parts, of in STRUCTS:
        columns |= _structs(name, parts, list(map(attrgetter(of), records)))
    for name in ("town", "phone", "email"):
        columns |= _texts(name, list(map(attrgetter(f"{name}s"), records)))
    for scheme in SCHEMES:
        columns |= _texts(scheme, [_numbers(scheme, record) for record in records])
    mailboxes = [record.emails[0].partition("@")[0] if record.emails else None for record in records]
    return pa.table({**columns, "mailbox": pa.array(mailboxes, pa.string())})


def _texts(name: str, values: Sequence[Sequence[str]]) -> dict[str, pa.Array]:
    import pyarrow as pa

    several = [its if len(its) > 1 else None for its in values]
    first = pa.array([its[0] if its else None for its in values], pa.string())
    return {name: first, f"all_{name}": pa.array(several, pa.list_(pa.string()))}


def _structs(name: str, parts: Sequence[Parts], values: Sequence[Sequence[Any]]) -> dict[str, pa.Array]:
    """The first values as structs, and lists of all values where there are several."""
    import pyarrow as pa

    several = [its if len(its) > 1 else () for its in values]
    starts, at = [], 0
    for its in several:
        starts.append(at if its else None)
        at += len(its)
    every = _struct(parts, list(chain.from_iterable(several)))
    lists = pa.ListArray.from_arrays(pa.array([*starts, at], pa.int32()), every)
    return {name: _struct(parts, [its[0] if its else None for its in values]), f"all_{name}": lists}


def _struct(parts: Sequence[Parts], values: Sequence[Any]) -> pa.StructArray:
    """One struct a value, None for None; each part is worked out once for all that it is the same of."""
    import pyarrow as pa

    types = {TEXT: pa.string(), WORDS: pa.list_(pa.string()), NUMBER: pa.int64(), YES: pa.bool_()}
    fields, arrays = [], []
    for its in parts:
        numbers: dict[Any, int] = {}
        number, of = numbers.setdefault, its.of
        at = pa.array([None if one is None else number(of(one), len(numbers)) for one in values], pa.int64())
        for part, kind, made in its.parts:
            fields.append(pa.field(part, types[kind]))
            arrays.append(pa.array(map(made, numbers), types[kind], size=len(numbers)).take(at))
    missing = pa.array([one is None for one in values], pa.bool_())
    return pa.StructArray.from_arrays(arrays, fields=fields, mask=missing)


def _numbers(scheme: str, record: Cleaned) -> Sequence[str]:
    return [number for its, number in record.numbers if its == scheme] if record.numbers else ()


def _names(record: Cleaned) -> Sequence[tuple[int, Name]]:
    return list(enumerate(record.names))


def _spaced(words: Iterable[str]) -> str | None:
    """Words with a space before and after each, so that one is found by plain search."""
    text = " ".join(words)
    return f" {text} " if text else None


def _short_forms(word: str) -> str | None:
    return _spaced(sorted(TABLE.get(word, ())))


def _bag(digits: str) -> int:
    """How often each digit stands in the date, six bits a digit, as many set as there are; more than six as six."""
    counts = (min(digits.count(sign), 6) for sign in "0123456789")
    return sum(((1 << count) - 1) << 6 * place for place, count in enumerate(counts))


def _signs(code: str) -> str:
    return "".join(sorted(code))


def _first(given: Sequence[str]) -> str:
    return given[0] if given else ""


NAMES = (
    Parts(itemgetter(0), (("at", NUMBER, int),)),
    Parts(
        lambda one: one[1].family,
        (
            ("family", TEXT, " ".join),
            ("surname", TEXT, "".join),
            ("words", WORDS, lambda family: family if len(family) > 1 else None),
            ("surname_sound", TEXT, lambda family: sound("".join(family))),
        ),
    ),
    Parts(
        lambda one: one[1].given,
        (
            ("given", TEXT, " ".join),
            ("first", TEXT, _first),
            ("first_sound", TEXT, lambda given: sound(_first(given))),
            ("joined", TEXT, lambda given: "".join(given) if len(given) > 1 else None),
            ("middle", TEXT, lambda given: _spaced(given[1:])),
            ("middles", WORDS, lambda given: given[1:] or None),
            ("short", TEXT, lambda given: _short_forms(_first(given))),
        ),
    ),
)
BIRTHS = (
    Parts(
        lambda birth: birth,
        (
            *((part, NUMBER, attrgetter(part)) for part in ("year", "month", "day")),
            *((part, YES, attrgetter(part)) for part in ("whole", "estimated")),
            ("digits", TEXT, attrgetter("digits")),
            ("bag", NUMBER, lambda birth: _bag(birth.digits)),
        ),
    ),
)
POSTCODES = (Parts(str, (("code", TEXT, str), ("signs", TEXT, _signs), ("district", TEXT, district))),)
ADDRESSES = (
    Parts(attrgetter("house"), (("house", TEXT, str),)),
    Parts(attrgetter("lines"), (("lines", WORDS, list),)),
)
STRUCTS = (
    ("birth", BIRTHS, "births"),
    ("postcode", POSTCODES, "postcodes"),
    ("address", ADDRESSES, "addresses"),
)
