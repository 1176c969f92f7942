"""A record of ours that was changed there: the switch says whether theirs becomes ours or ours stands.

Three sides are compared, place by place: what they hold, what they were last told, and what is on its way to them. Only
where theirs is like neither has somebody there changed it.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from daybook.legacy.engine.ports import CannotEncode, OldSystem
from daybook.legacy.mapping import Held
from daybook.legacy.mapping.compared import Values
from daybook.legacy.models import Position
from daybook.legacy.read_in.sights import Sight, digest_of
from daybook.legacy.read_in.told import Told, last_told, on_the_way
from daybook.legacy.read_in.values import take_values
from daybook.legacy.switch.entry import stands_theirs
from daybook.legacy.switch.positions import position_of
from daybook.records.documents import report_document

THEIRS_STANDS = (Position.OLD_IS_MASTER, Position.OLD_WINS)


def look(system: OldSystem, sight: Sight, asked: datetime, now: datetime) -> None:
    """Set the row as things stand; where theirs is taken over, that is an entry of the book.

    What was confirmed after it was asked for is looked at when it is read again: what was read may be older.
    """
    row, held = sight.row, sight.held
    assert row.record_id is not None
    told = in_force_on_both(sight, last_told(system, row.record_id), asked, now)
    if told is None:
        return
    changed = _changed(system, held, told, row.record_id)
    if changed and _theirs_stands(system.name, held.report):
        taken = _take(system, held, changed, row.record_id)
        if taken:
            row.taken, row.taken_at = {**told.values, **taken}, now
            changed = [place for place in changed if row.taken.get(place) != held.values.get(place)]
    row.differs = bool(changed)


def in_force_on_both(sight: Sight, told: Told | None, asked: datetime, now: datetime) -> Told | None:
    """Set the row as it was seen; what the system was told, where that can be compared with what it holds."""
    row, held = sight.row, sight.held
    if told is None or told.at >= asked:
        row.digest = ""
        return None
    if row.digest != digest_of(held):
        row.changed_at = now
    row.digest = digest_of(held)
    row.gone_at = None if held.is_live else row.gone_at or now
    if not held.is_live or not told.in_force:
        row.differs = False
        return None
    return told


def _theirs_stands(system: str, report: str) -> bool:
    """While another system is master of this kind of record, what this one says stands beside."""
    return position_of(system, report) in THEIRS_STANDS and stands_theirs(system, report)


def _changed(system: OldSystem, held: Held, told: Told, record_id: UUID) -> list[str]:
    """The places that somebody there has changed."""
    differ = [
        place for place in {**told.values, **held.values} if told.values.get(place) != held.values.get(place)
    ]
    if not differ:
        return []
    sent = on_the_way(system, record_id)
    return [place for place in differ if not any(one.get(place) == held.values.get(place) for one in sent)]


def _take(system: OldSystem, held: Held, changed: list[str], record_id: UUID) -> Values:
    """What they hold and our record now says too, by place."""
    before = _ours_now(system, held, record_id)
    missing = [place for place in changed if before.values.get(place) != held.values.get(place)]
    whole = [place for place in missing if place not in before.lossy] if before.values else []
    if whole:
        take_values(system, held, whole, record_id)
    now = _ours_now(system, held, record_id).values if whole else before.values
    return {place: now[place] for place in changed if place in now and now[place] == held.values.get(place)}


class OursNow(NamedTuple):
    """Our record as it would stand in their form; `lossy` are the places that cannot hold ours whole."""

    values: Values
    lossy: frozenset[str] = frozenset()


def _ours_now(system: OldSystem, held: Held, record_id: UUID) -> OursNow:
    """Nothing where it does not fit into their form."""
    assert system.extracts is not None
    document = {**report_document(record_id), "key": "", "verb": "amend", "references": {}}
    try:
        encoded = system.encode(document)
    except CannotEncode:
        return OursNow({})
    lost = {_bare(str(loss["field"])) for loss in encoded.losses if not loss.get("minor")}
    values = system.extracts.ours(held.report, encoded.body).values
    path_of = system.extracts.path_of
    return OursNow(values, frozenset(each for each in values if _bare(path_of(held.report, each)) in lost))


def _bare(path: str) -> str:
    """A path without its places in lists."""
    return re.sub(r"\[\d*\]", "", path)
