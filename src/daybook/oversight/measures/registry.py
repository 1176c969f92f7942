"""The register of measures. A measure reads one number of the house, or says that it is not measured."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: `value` in the measure's unit, None where it is not measured, and then `why`."""

    value: float | None
    as_at: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Measure:
    """`take` gives the value now, or a sentence that says why there is none, in a handful of queries."""

    slug: str
    title: str
    unit: str
    take: Callable[[], float | str]


_measures: dict[str, Measure] = {}


def measure(
    slug: str, title: str, unit: str
) -> Callable[[Callable[[], float | str]], Callable[[], float | str]]:
    """Register the decorated function as the measure."""

    def register(take: Callable[[], float | str]) -> Callable[[], float | str]:
        if slug in _measures:
            raise ValueError(f"The measure {slug!r} is registered twice.")
        _measures[slug] = Measure(slug, title, unit, take)
        return take

    return register


def all_measures() -> dict[str, Measure]:
    return dict(sorted(_measures.items()))


def readings(slugs: set[str]) -> dict[str, Reading]:
    """What these measures read now; one that is no longer registered is not measured."""
    return {slug: reading(slug) for slug in sorted(slugs) if slug}


def reading(slug: str) -> Reading:
    now, found = timezone.now(), _measures.get(slug)
    if found is None:
        return Reading(None, now, "This measure is no longer taken.")
    taken = found.take()
    return Reading(None, now, taken) if isinstance(taken, str) else Reading(round(float(taken), 2), now)


def said(slug: str, value: float | None) -> str:
    """A number with its unit, as a page says it."""
    if value is None:
        return "not measured"
    found, words = _measures.get(slug), f"{value:,.2f}".rstrip("0").rstrip(".")
    unit = found.unit if found else ""
    if unit.startswith("£"):
        return f"£{words}{unit[1:]}"
    return f"{words}{unit}" if unit in ("", "%") else f"{words} {unit}"
