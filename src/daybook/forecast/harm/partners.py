"""Which partner may be given which fields of which kind of list: data, in data/partners.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FIELDS = {
    "reference": "Reference",
    "name": "Name",
    "born": "Date of birth",
    "events": "Events on record",
    "latest": "Latest event",
    "days": "Days of harm",
    "error": "Give or take",
}
"""Every field that a copy can hold, in the order of its columns."""


@dataclass(frozen=True, slots=True)
class Partner:
    name: str
    title: str
    fields: tuple[str, ...]

    @property
    def heads(self) -> list[str]:
        return [FIELDS[name] for name in self.fields]


@cache
def partners_of(kind: str) -> dict[str, Partner]:
    """The partners of a kind of list, by name. ValueError for a field that is none."""
    table = tomllib.loads(files("daybook.forecast.harm.data").joinpath("partners.toml").read_text())
    return {name: _partner(name, row["title"], row["fields"]) for name, row in table[kind].items()}


def _partner(name: str, title: str, fields: list[str]) -> Partner:
    if strange := set(fields) - set(FIELDS):
        raise ValueError(f"partners.toml, {name}: there is no field {sorted(strange)[0]}.")
    return Partner(name, title, tuple(one for one in FIELDS if one in fields))
