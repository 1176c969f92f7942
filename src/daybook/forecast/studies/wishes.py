"""What may be asked of a study of patterns, checked: a wrong wish is said at its field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from daybook.forecast.wishes import LARGEST, SMALLEST, WishError, checked_kinds, number

PATTERNS = {
    "near-repeats": "Near repeats: does one event draw others nearby",
    "repeats": "Repeat victimisation: the same place again",
    "hours": "Hours of the week, as a ring",
    "hotspots": "Emerging and persistent hotspots",
    "series": "Suggested series, by method and place",
    "operation": "What an operation did, and whether crime moved",
    "comparison": "Before and after in some areas, beside others",
}
FILES = ("target", "control", "areas")
"""Files that an operation or a comparison may have."""
OF_OPERATION = ("operation", "comparison")
WIDEST = 5000
"""Metres around a target."""


@dataclass(frozen=True, slots=True)
class OperationAsked:
    """First and last day, metres of the ring, and files in the store as (name, SHA-256), empty where there is none.

    `target` and `control` are of an operation; `areas` and the names of the `treated` ones of a comparison.
    """

    first: date
    last: date
    target: tuple[str, str] = ("", "")
    ring: float = 500.0
    control: tuple[str, str] = ("", "")
    areas: tuple[str, str] = ("", "")
    treated: Sequence[str] = ()

    def told(self) -> dict[str, Any]:
        days = {"first": self.first.isoformat(), "last": self.last.isoformat()}
        files = {name: list(getattr(self, name)) for name in FILES}
        return days | files | {"ring": self.ring, "treated": list(self.treated)}


@dataclass(frozen=True, slots=True)
class StudyAsked:
    """`kinds`: whole names of crime types; `first`, `last`: days, None for all; `area`: a file in the store."""

    title: str = ""
    kinds: Sequence[str] = ()
    reason: str = ""
    patterns: Sequence[str] = ()
    first: date | None = None
    last: date | None = None
    size: float = 250.0
    area: tuple[str, str] = ("", "")
    operation: OperationAsked | None = None

    def told(self) -> dict[str, Any]:
        """As it is kept: of lists, mappings, words and numbers alone."""
        return {
            "title": self.title,
            "kinds": list(self.kinds),
            "reason": self.reason,
            "patterns": list(self.patterns),
            "first": self.first.isoformat() if self.first else "",
            "last": self.last.isoformat() if self.last else "",
            "size": self.size,
            "area": list(self.area),
            "operation": self.operation.told() if self.operation else {},
        }


@dataclass(frozen=True, slots=True)
class TypedStudy:
    """The same as it was typed, to be shown again."""

    values: Mapping[str, str] = field(default_factory=dict)
    kinds: Sequence[str] = ()
    patterns: Sequence[str] = ()


def day(name: str, label: str, text: str) -> date | None:
    """None where nothing was typed. Raises `WishError`."""
    plain = text.strip()
    if not plain:
        return None
    try:
        return date.fromisoformat(plain)
    except ValueError:
        raise WishError(name, f"{label}: “{plain}” is no day. Write it like 2024-03-01.") from None


def read_study(typed: TypedStudy, files: Mapping[str, tuple[str, str]]) -> StudyAsked:
    """`files` in the store by field: area, and those of `FILES`. Raises `WishError` for what cannot be read."""
    value = typed.values.get
    return StudyAsked(
        value("title", ""),
        tuple(typed.kinds),
        value("reason", "").strip(),
        tuple(typed.patterns),
        day("first", "First day", value("first", "")),
        day("last", "Last day", value("last", "")),
        number("size", "Side of a cell", value("size", "")),
        files.get("area", ("", "")),
        _operation(typed, files) if set(OF_OPERATION) & set(typed.patterns) else None,
    )


def _operation(typed: TypedStudy, files: Mapping[str, tuple[str, str]]) -> OperationAsked:
    value = typed.values.get
    first = day("operation_first", "First day of the operation", value("operation_first", ""))
    last = day("operation_last", "Last day of the operation", value("operation_last", ""))
    if first is None:
        raise WishError("operation_first", "Give the first day of the operation.")
    if last is None:
        raise WishError("operation_last", "Give the last day of the operation.")
    target, control, areas = (files.get(name, ("", "")) for name in FILES)
    treated = tuple(filter(None, map(str.strip, value("treated", "").splitlines())))
    ring = number("ring", "Ring", value("ring", ""))
    return OperationAsked(first, last, target, ring, control, areas, treated)


def checked_study(asked: StudyAsked, known: Mapping[str, int], precision: str) -> StudyAsked:
    """The wish, if it can be. `known` counts the events of each type of the source. Raises `WishError`."""
    if not asked.title.strip():
        raise WishError("title", "Give the study a name, such as “Burglary since spring”.")
    if not asked.patterns:
        raise WishError("patterns", "Choose at least one pattern.")
    if strange := [one for one in asked.patterns if one not in PATTERNS]:
        raise WishError("patterns", f"There is no pattern {strange[0]}.")
    checked_kinds(asked.kinds, known, asked.reason)
    if not SMALLEST <= asked.size <= LARGEST:
        raise WishError("size", f"Side of a cell: give {SMALLEST} to {LARGEST:,} metres.")
    _check_days(asked, precision)
    for pattern in OF_OPERATION:
        if pattern in asked.patterns:
            _check_operation(asked.operation, pattern)
    return asked


def _check_days(asked: StudyAsked, precision: str) -> None:
    if asked.first and asked.last and asked.last < asked.first:
        raise WishError("last", "Last day: it lies before the first day.")
    if precision != "month":
        return
    if asked.first and asked.first.day != 1:
        raise WishError(
            "first", "First day: only months are known of these events. Take the first of a month."
        )
    if asked.last and (asked.last + timedelta(days=1)).day != 1:
        raise WishError("last", "Last day: only months are known of these events. Take the last of a month.")


def _check_operation(asked: OperationAsked | None, pattern: str) -> None:
    if pattern == "operation" and (asked is None or not asked.target[1]):
        raise WishError("target", "Choose the file that says where the operation was.")
    if pattern == "comparison" and (asked is None or not asked.areas[1]):
        raise WishError("areas", "Choose the file of the named areas.")
    if asked is None:
        return
    if pattern == "comparison" and not asked.treated:
        raise WishError("treated", "Name the areas where something was done, one on a line.")
    if asked.last < asked.first:
        raise WishError("operation_last", "Last day of the operation: it lies before its first day.")
    if not 1 <= asked.ring <= WIDEST:
        raise WishError("ring", f"Ring: give 1 to {WIDEST:,} metres.")
