"""What a study of patterns has found, part by part, as figures that can be kept, and drawn again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from daybook.web.charts import Axis, Caption, Chart, Dot, bars, heat_grid, line, ring, scatter

LEAST = 20
"""Events below which nothing is told from chance."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart before it is drawn: its kind in `KINDS`, its caption, and what that kind takes, as plain values."""

    kind: str
    slug: str
    title: str
    finding: str
    given: Mapping[str, Any] = field(default_factory=dict)

    def chart(self) -> Chart:
        return KINDS[self.kind](Caption(self.slug, self.title, self.finding), self.given)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table beside the pictures, with a CSV of its own; `words` stand above it."""

    slug: str
    title: str
    words: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Part:
    """One pattern. `empty` says in a sentence why there is none; then there is nothing else.

    `basis`: how many events it rests on; `sure`: how sure the figures are; `caveat`: what must not be read into them.
    """

    slug: str
    title: str
    empty: str = ""
    findings: Sequence[str] = ()
    basis: str = ""
    sure: str = ""
    caveat: str = ""
    drawings: Sequence[Drawing] = ()
    sheets: Sequence[Sheet] = ()

    def told(self) -> dict[str, Any]:
        """Of lists, mappings, words and numbers alone."""
        return asdict(self)


def part_of(told: Mapping[str, Any]) -> Part:
    """The part as it was told."""
    drawings = [Drawing(**one) for one in told["drawings"]]
    sheets = [Sheet(**one) for one in told["sheets"]]
    return Part(**{**told, "drawings": drawings, "sheets": sheets})


def _bars(caption: Caption, given: Mapping[str, Any]) -> Chart:
    rows = [(name, value) for name, value in given["rows"]]
    return bars(caption, given["measure"], rows, given["of"])


def _line(caption: Caption, given: Mapping[str, Any]) -> Chart:
    return line(caption, given["measure"], given["over"], given["series"], given["of"])


def _ring(caption: Caption, given: Mapping[str, Any]) -> Chart:
    return ring(caption, given["measure"], given["circles"], given["values"])


def _scatter(caption: Caption, given: Mapping[str, Any]) -> Chart:
    dots = [Dot(*one) for one in given["dots"]]
    return scatter(caption, given["across"], given["up"], dots, of=given["of"], kind=given["kind"])


def _heat(caption: Caption, given: Mapping[str, Any]) -> Chart:
    across, up = (Axis(*given[name]) for name in ("across", "up"))
    zone = given["zone"]
    return heat_grid(
        caption,
        across,
        up,
        given["counts"],
        given["zones"],
        lambda over, level: int(zone[level][over]),
        given["measure"],
    )


KINDS: Mapping[str, Callable[[Caption, Mapping[str, Any]], Chart]] = {
    "bars": _bars,
    "line": _line,
    "ring": _ring,
    "scatter": _scatter,
    "heat": _heat,
}
