"""Everybody whom a record names: the one person it is about, or each of several with their role."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass

from daybook.legacy.mapping.held import Held, Readings, Said

OF_ONE = re.compile(r"people\[(\d*)\]\.(.+)")


@dataclass(frozen=True, slots=True)
class Named:
    """`said` by the path of our report below the person; `role` is our code; `place` counts several from 1, else 0."""

    said: Said
    role: str = ""
    place: int = 0


def named(readings: Readings, held: Held) -> list[Named]:
    """In the order of the record; the one it is about alone, where it has several as well."""
    if one := readings.said(held):
        return [Named(one)]
    found: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, values in held.values.items():
        if match := OF_ONE.fullmatch(readings.names(place)):
            fixed, path = match.groups()
            for positions, text in values:
                index = int(fixed) if fixed else positions[0]
                found[index][path.replace("[]", "")].append(readings.in_our_words(place, text))
    return [
        Named(dict(said), "".join(said.get("role", ())), index + 1) for index, said in sorted(found.items())
    ]
