"""Taking what was read: people and custody entries of theirs as they are, records of ours by the switch.

All in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from daybook.access.caller import system_caller
from daybook.book.author import system as system_author
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.exports import written_of
from daybook.legacy.mapping import Held
from daybook.legacy.models import ReadRecord
from daybook.legacy.read_in.custody_entries import (
    entry_echoes,
    keep_theirs,
    look_again,
    look_at_entry,
    mark_entries_gone,
)
from daybook.legacy.read_in.echoes import echoes
from daybook.legacy.read_in.master import THEIRS_STANDS, look
from daybook.legacy.read_in.sights import Sight, digest_of, name_of, sights
from daybook.legacy.switch.functions import is_of_custody
from daybook.legacy.switch.positions import position_of
from daybook.nominals.actions.follow_source import changed_anew, follow_source
from daybook.nominals.arrived_record import keep_all, kept_under
from daybook.nominals.gone import mark_gone
from daybook.nominals.receiving import Identity

AUTHOR = system_author("read-in")
COLUMNS = (
    "digest", "source_key", "record_id", "differs", "taken", "taken_at", "changed_at", "seen_at", "gone_at",
)  # fmt: skip


def take(
    system: OldSystem, helds: Sequence[Held], asked: datetime, now: datetime, *, noting: bool = False
) -> int:
    """Bring what is known to what was read; how many records said something new.

    `asked`: when they were asked for. `noting`: nobody in them is taken in.
    """
    found = sights(system, helds, now)
    helds = [sight.held for sight in found]
    ours = echoes(system.name, helds) | entry_echoes(system.name, helds)
    news = []
    for sight in (sight for sight in found if not sight.row.barred):
        sight.row.record_id = ours.get(name_of(sight.held), sight.row.record_id)
        if sight.is_news or sight.row.differs or (sight.row.gone_at and sight.held.is_live):
            news.append(sight)
    of_theirs = [sight for sight in news if sight.row.record_id is None]
    if not noting:
        _take_people(system, of_theirs, now)
    for sight in of_theirs:
        sight.row.digest = digest_of(sight.held)
        sight.row.gone_at = None if sight.held.is_live else sight.row.gone_at or now
    waiting = set() if noting else keep_theirs(AUTHOR, system, of_theirs, now)
    for sight in news:
        if sight.row.record_id:
            look_at = look_at_entry if is_of_custody(sight.held.report) else look
            look_at(system, sight, asked, now)
    _keep_changed(system, news, now)
    _save(found, now)
    if waiting:
        look_again(system.name, waiting)
    return len(news)


def _keep_changed(system: OldSystem, news: Sequence[Sight], now: datetime) -> None:
    """An entry of ours that reads otherwise there is kept as theirs, beside ours."""
    keep_theirs(AUTHOR, system, [sight for sight in news if sight.row.record_id and sight.row.differs], now)


def _take_people(system: OldSystem, news: Sequence[Sight], now: datetime) -> None:
    """Who is named in force comes as a source record; one that is in force no more is marked gone."""
    named = [
        (sight, written)
        for sight in news
        if sight.held.is_live and (written := written_of(system.name, sight.held, _said(system, sight))).names
    ]
    if named:
        kept = keep_all(AUTHOR, [written for _, written in named], now)
        for sight, written in named:
            sight.row.source_key = kept_under(kept, written)[1]
        _follow(system, [sight for sight, _ in named], kept.fresh)
    ended = [sight.row for sight in news if not sight.held.is_live]
    mark_gone(AUTHOR, [(row.system, row.source_key) for row in ended if row.source_key], now)


def _follow(system: OldSystem, named: Sequence[Sight], fresh: Sequence[Identity]) -> None:
    """Who was taken in from one of these follows it, where the switch says that theirs stands."""
    caller, changed = system_caller("read-in"), changed_anew(fresh)
    for sight in named:
        record = system.name, sight.row.source_key
        if record in changed and position_of(system.name, sight.held.report) in THEIRS_STANDS:
            reason = (
                f"{system.title} changed its record {sight.row.reference}, from which they were taken in."
            )
            follow_source(caller, record, reason)


def end(rows: Sequence[ReadRecord], now: datetime) -> None:
    """These are not there any more."""
    mark_gone(AUTHOR, [(row.system, row.source_key) for row in rows if row.source_key], now)
    mark_entries_gone(AUTHOR, rows, now)
    ReadRecord.objects.filter(pk__in=[row.pk for row in rows]).update(gone_at=now, digest="")


def _said(system: OldSystem, sight: Sight) -> dict[str, list[str]]:
    assert system.extracts is not None
    return system.extracts.said(sight.held)


def _save(found: Sequence[Sight], now: datetime) -> None:
    """Rows new and old; what was only seen again is told so in one statement."""
    for sight in found:
        sight.row.seen_at = now
    new = [sight.row for sight in found if sight.row._state.adding]
    ReadRecord.objects.bulk_create(new)
    ReadRecord.objects.bulk_update([s.row for s in found if s.row not in new], COLUMNS, batch_size=100)
