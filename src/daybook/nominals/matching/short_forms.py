"""Short and familiar forms of first names, both ways.

Of English names the table of the package `nicknames` (Apache-2.0), of other origins `short_forms.toml`, kept by hand.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import resources

from nicknames import NickNamer

KEPT_BY_HAND = "short_forms.toml"


def _both_ways() -> Mapping[str, frozenset[str]]:
    both: defaultdict[str, set[str]] = defaultdict(set)
    for name, form in (*_english(), *_of_other_origins()):
        both[name].add(form)
        both[form].add(name)
    return {name: frozenset(forms - {name}) for name, forms in both.items()}


def _english() -> Iterator[tuple[str, str]]:
    for name, short in NickNamer.default_lookup().items():
        yield from ((name, form) for form in short)


def _of_other_origins() -> Iterator[tuple[str, str]]:
    """(name, its form) of each line `form: names`."""
    text = resources.files(__package__).joinpath(KEPT_BY_HAND).read_text("utf-8")
    for lines in tomllib.loads(text).values():
        for line in lines.strip().splitlines():
            form, _, names = line.partition(": ")
            yield from ((name, form) for name in names.split())


TABLE = _both_ways()
"""For each name, all names that may stand for it: william has bill, and bill has william."""


def stand_for_one_another(first: str, second: str) -> bool:
    """Whether one is a usual short or familiar form of the other."""
    return second in TABLE.get(first, ())
