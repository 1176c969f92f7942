"""What looks wrong with events as a whole: a month missing, points piled up, rows that come twice."""

from __future__ import annotations

import numpy as np

from daybook.forecast.engine.arrays import AnyArray, Flags, Floats, Ints, Times
from daybook.forecast.engine.events import Precision
from daybook.forecast.engine.reading.gathered import Gathered
from daybook.forecast.engine.reading.notes import Note

FEW = 10
"""Points that, where they hold half of all events, are the map."""
THIN = 0.2
"""A month with less than this share of a usual one is not whole."""
ENOUGH = 10
"""Where fewer are usual, few tell nothing."""
SELDOM = 0.01
MOST_DAYS = 2
"""Days that one reference number may have: who mends a crime's date sends it again under the other one."""


def months_missing(time: Times) -> list[Note]:
    """Months between the first and the last without events, or with hardly any. The last one may be unfinished.

    The first is measured by the days from its first event on: a file may begin at the end of a month.
    """
    months = time.astype("M8[M]").astype(np.int64)
    counts = np.bincount(months - months.min())
    if len(counts) < 3:
        return []
    covered = np.ones(len(counts))
    covered[0] = _rest_of_month(time.min())
    usual = np.median((counts / covered)[counts > 0])
    names = (months.min() + np.arange(len(counts))).astype("M8[M]").astype(str)
    due = usual * covered[:-1]
    notes = [
        *_empty(counts, covered, names),
        *(
            Note(f"hardly any event in {names[at]} ({counts[at]} where {due[at]:.0f} are usual)", 1, _ASK)
            for at in np.flatnonzero((counts[:-1] > 0) & (counts[:-1] < THIN * due) & (due >= ENOUGH))
        ),
    ]
    if counts[-1] < 0.5 * usual and usual >= ENOUGH:
        what = f"the last month, {names[-1]}, may not be whole ({counts[-1]} where {usual:.0f} are usual)"
        notes.append(Note(what, 1, "taken as it is"))
    return notes


def _empty(counts: Ints, covered: Floats, names: AnyArray) -> list[Note]:
    """Runs of months without an event that chance leaves empty in fewer than one such file in a hundred.

    By Poisson's law a run in which m are due, by the other months, is empty with exp(-m); it can begin in any month.
    """
    padded = np.concatenate(([False], counts == 0, [False])).astype(np.int8)
    starts, ends = (np.flatnonzero(np.diff(padded) == side) for side in (1, -1))
    due = counts.sum() / (covered.sum() - (ends - starts)) * (ends - starts)
    return [
        Note(
            f"a month without an event, {_span(names[start], names[end - 1])} ({much:.0f} are usual in that time, and"
            " by chance fewer than one file in a hundred has such a gap)",
            int(end - start),
            _ASK,
        )
        for start, end, much in zip(starts, ends, due, strict=True)
        if len(counts) * np.exp(-much) < SELDOM
    ]


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} to {last}"


def _rest_of_month(first: np.datetime64) -> float:
    """The share of its month from that day on, the day with it. 1 where only months are known."""
    month = first.astype("M8[M]")
    begins, ends = month.astype("M8[D]"), (month + 1).astype("M8[D]")
    return float((ends - first.astype("M8[D]")) / (ends - begins))


_ASK = "taken as quiet; ask for the file again if it was not"


def points_piled(x: Floats, y: Floats) -> list[Note]:
    """Whether a few points hold half of all events, as after geocoding to stations or to the middle of a street."""
    _, counts = np.unique(np.round(x) + 1j * np.round(y), return_counts=True)
    top = np.sort(counts)[-FEW:].sum()
    if len(x) < 100 or top < len(x) / 2:
        return []
    what = f"events on {min(FEW, len(counts))} points alone, {top / len(x):.0%} of all"
    return [Note(what, int(top), "kept; the map shows those points, not where crimes happened")]


def repeated(rows: Gathered, precision: Precision) -> tuple[Flags, list[Note]]:
    """Rows that come again: by their reference number; without one, by place, kind and minute.

    Where only day or month is known, rows alike may be several crimes: they are kept and counted.
    """
    keys, notes = _numbers(rows)
    numbered = keys != 0
    if numbered.mean() > 0.5:
        again = numbered & _again(keys)
        return again, [*notes, *_told(again, "a reference number that was there before", "left out")]
    notes += _told(numbered, "a reference number, where most rows have none", _FEW)
    alike = _again(_fingerprints(rows))
    if precision is Precision.MINUTE:
        told = _told(alike, "the same place, kind and minute as another row", "left out")
        return alike, [*notes, *told]
    kept = np.zeros(len(rows), bool)
    if precision is Precision.MONTH:
        told = _told(alike, "the same place, kind and month as another row", _MONTHS)
    else:
        told = _told(alike, "the same place, kind and day as another row", _DAYS)
    return kept, [*notes, *told]


_DAYS = "kept, as there is no reference number to tell them apart"
_MONTHS = f"{_DAYS}, and one point can have several crimes in a month"


_FEW = "not used to find rows that come twice, as half of the rows or more have none"


def _numbers(rows: Gathered) -> tuple[Ints, list[Note]]:
    """The key of each row, 0 too for one that many crimes share: NULL, a dash, the code of an offence."""
    shared = np.isin(rows.key, np.unique(rows.key[(rows.key != 0) & _again(rows.key)]))
    pairs = np.column_stack((rows.key[shared], rows.time[shared].astype("M8[D]").astype(np.int64)))
    keys, days = np.unique(np.unique(pairs, axis=0)[:, 0], return_counts=True)
    none = np.isin(rows.key, keys[days > MOST_DAYS])
    what = "a reference number of crimes on three days or more"
    return np.where(none, 0, rows.key), _told(none, what, "taken as none, as one crime has one date")


def _told(which: Flags, what: str, done: str) -> list[Note]:
    return [Note(what, int(which.sum()), done)] if which.any() else []


def _again(keys: Ints) -> Flags:
    _, first = np.unique(keys, return_index=True)
    again = np.ones(len(keys), bool)
    again[first] = False
    return again


def _fingerprints(rows: Gathered) -> Ints:
    """One number for each row, alike for rows alike."""
    mixed = np.zeros(len(rows), np.uint64)
    for part in (
        rows.x.view(np.uint64),
        rows.y.view(np.uint64),
        rows.time.view(np.uint64),
        rows.kind.astype(np.uint64),
    ):
        mixed = (mixed ^ part) * np.uint64(0x9E3779B97F4A7C15)
        mixed ^= mixed >> np.uint64(29)
    return mixed.view(np.int64)
