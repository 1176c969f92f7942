"""Rows spoilt on purpose, one cell each, so that an import can be held to name every one of them and no other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from daybook.demo.estate.describing import Row
from daybook.demo.generator.draw import stream

FAULTS = (
    ("number", ""),
    ("name", ""),
    ("number", "twice"),
    ("counting_class", "thingummy"),
    ("operating_system_ends", "31/02/2019"),
    ("licence", "-4500.00"),
    ("support", "about 5k"),
    ("capabilities", "99.9.9:100"),
    ("named_users", "many"),
)


@dataclass(frozen=True, slots=True)
class Spoilt:
    """`row` is that of the file, the heading being 1; `number` what the row had before."""

    row: int
    number: str
    field: str
    written: str


def spoil(seed: int, rows: Sequence[Row], share: float) -> tuple[list[Row], list[Spoilt]]:
    """Copies of the rows, that share of them each with one fault, the faults in turn."""
    random = stream(seed, "estate", "faults")
    places = sorted(random.sample(range(1, len(rows)), round(len(rows) * share)))
    spoilt_places = set(places)
    copies, told = [dict(row) for row in rows], []
    for turn, place in enumerate(places):
        name, written = FAULTS[turn % len(FAULTS)]
        if written == "twice":
            written = next(rows[it]["number"] for it in range(place - 1, -1, -1) if it not in spoilt_places)
        told.append(Spoilt(place + 2, rows[place]["number"], name, written))
        copies[place][name] = written
    return copies, told
