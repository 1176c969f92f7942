"""The rules of the clocks, asked of an entry: who may do what at which moment (PACE Part IV, Code C)."""

from __future__ import annotations

from daybook.custody.clocks import Happening
from daybook.custody.clocks.limits import Breach, breaches
from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind
from daybook.custody.findings import Refused, Warned


def refusals(entry: EntryKind, now: Detention) -> list[Refused]:
    """What the law does not allow at this moment."""
    return [
        Refused(one.rule, _path(entry, one), one.sentence) for one in _breaches(entry, now) if not one.soft
    ]


def warnings(entry: EntryKind, now: Detention) -> list[Warned]:
    """What the law allows with a reason."""
    return [Warned(one.rule, _path(entry, one), one.sentence) for one in _breaches(entry, now) if one.soft]


def _breaches(entry: EntryKind, now: Detention) -> list[Breach]:
    return list(breaches(now.clocks, Happening(entry.slug, entry.happened_at, entry.details())))


def _path(entry: EntryKind, breach: Breach) -> str:
    """The field of the form; for a rank that Daybook knows by itself, the officer who decided."""
    if breach.field == entry.rank_in:
        return entry.decided_by or "happened_at"
    return breach.field if breach.field in type(entry).model_fields else "happened_at"
