"""Going through a system: on from the last marks, or whole, to find what was deleted or changed without a trace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import TypeVar

from uuid_utils.compat import uuid7

from daybook.legacy.engine.ports import CannotRead, OldSystem
from daybook.legacy.models import ReadRecord
from daybook.legacy.read_in.barring import lift, still_there
from daybook.legacy.read_in.progress import Progress
from daybook.legacy.read_in.scope import reports_read

Item = TypeVar("Item")
CHUNK = 10
"""Records in one transaction: others write between two of them."""
PATIENCE = timedelta(minutes=30)
MOST_GONE, FEW = 0.5, 20
"""A larger part of all records, and more than a few, are not believed to be gone at once."""


def read_on(progress: Progress) -> int:
    """Everything since the last marks, with the overlap; how many records said something new.

    The first time that is all there is: cut off, it goes on at its last mark.
    """
    follow = progress.system.follow
    assert follow is not None
    after, more, news = follow.back(progress.row.trail), True, 0
    while more:
        asked = progress.clock.now()
        passage = follow.step(after)
        chunks = list(_chunks(passage.helds)) or [[]]
        for chunk in chunks[:-1]:
            news += progress.take(chunk, asked)
        news += progress.take(chunks[-1], asked, passage.marks)
        more = passage.more and bool(passage.marks) and passage.marks[-1] != after
        after = passage.marks[-1] if passage.marks else after
    now = progress.clock.now()
    first = {} if progress.row.whole_at else {"whole_at": now, "swept_at": now}
    progress.ended(read_at=now, **first)
    return news


def sweep(progress: Progress, all_gone: bool = False) -> bool:
    """All that it holds, compared with what is known; True when done, False while its extract is not there yet.

    `all_gone`: a person has looked and says that so many are gone. An extract that fails is asked for anew.
    """
    try:
        asked = _ask(progress)
        done = _read_whole(progress)
    except CannotRead:
        progress.save(sweep_key="", sweep_asked_at=None)
        raise
    if done:
        _end_sweep(progress, asked, all_gone)
    return done


def _ask(progress: Progress) -> datetime:
    """When the extract that is under way was asked for, which is now where none is."""
    row, extracts = progress.row, progress.system.extracts
    assert extracts is not None
    if row.sweep_key and row.sweep_asked_at:
        return row.sweep_asked_at
    now = progress.clock.now()
    progress.save(sweep_key=uuid7().hex, sweep_asked_at=now)
    extracts.ask(row.sweep_key)
    return now


def _read_whole(progress: Progress) -> bool:
    row, system = progress.row, progress.system
    assert system.extracts is not None
    assert row.sweep_asked_at is not None
    with system.extracts.opened(row.sweep_key) as records:
        for chunk in _chunks(records or ()):
            progress.take(chunk, row.sweep_asked_at)
        if records is None and progress.clock.now() - row.sweep_asked_at > PATIENCE:
            raise CannotRead(f"{system.title} gave no extract within {PATIENCE.seconds // 60} minutes.")
    return records is not None


def _end_sweep(progress: Progress, asked: datetime, all_gone: bool) -> None:
    """What is known and was not met is gone; nothing is, where that would be most of it."""
    system, now = progress.system, progress.clock.now()
    known = ReadRecord.objects.filter(system=system.name, report__in=reports_read(system), gone_at=None)
    unseen = list(known.filter(seen_at__lt=asked))
    doubt = "" if all_gone else _doubt(system, len(unseen), known.count())
    if not doubt:
        for chunk in _chunks(unseen):
            progress.end(chunk)
        lift(system.name, asked)
        doubt = still_there(system.name, system.title, asked)
    times = {"swept_at": now, "whole_at": progress.row.whole_at or now}
    if system.follow is None:
        times["read_at"] = now
    progress.ended(**times, sweep_key="", sweep_asked_at=None, doubt=doubt)


def _doubt(system: OldSystem, missing: int, known: int) -> str:
    """Why so many are not believed to be gone; empty where they are."""
    if missing <= max(FEW, MOST_GONE * known):
        return ""
    return (
        f"{missing} of {known} records known in {system.title} are not in it any more. That is too many to be believed,"
        f" so none was marked as gone. If it is so, run daybook legacy read-in {system.name} --gone."
    )


def _chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    ahead = iter(items)
    while chunk := list(islice(ahead, CHUNK)):
        yield chunk
