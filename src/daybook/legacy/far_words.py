"""A system that another host delivers to, in words for the duty desk: when the host was last heard of, whether it holds
what it was told to hold, and what is in NATS."""

from __future__ import annotations

from datetime import datetime, timedelta

from daybook.legacy.clock import clock_time
from daybook.legacy.models import FarSide

HEARD = timedelta(seconds=20)
"""A host says every five seconds that it is there."""
NOBODY = "No other host was heard of yet. Run daybook legacy deliver {system} beside it."


def is_silent(row: FarSide | None, now: datetime) -> bool:
    """Whether no host of it was heard of lately."""
    last = last_heard(row)
    return last is None or now - last > HEARD


def last_heard(row: FarSide | None) -> datetime | None:
    return max((_seen(host) for host in row.hosts), default=None) if row else None


def far_words(system: str, row: FarSide | None, held: bool, now: datetime) -> list[str]:
    """Sentences; `held`: it is paused or under maintenance now."""
    if row is None or row.looked_at is None:
        return [_unknown(row, now) or NOBODY.format(system=system)]
    said = [_unknown(row, now), _heard(system, row, now), _obeyed(row, held, now), _under_way(row)]
    return [sentence for sentence in (*said, *_troubles(row, now)) if sentence]


def _unknown(row: FarSide | None, now: datetime) -> str:
    """Why what stands here is not how it is now."""
    if row and row.problem:
        return row.problem
    if row and row.looked_at and now - row.looked_at > HEARD:
        return f"Not looked at since {clock_time(row.looked_at)}: daybook deliver does not run at the office."
    return ""


def _heard(system: str, row: FarSide, now: datetime) -> str:
    last = last_heard(row)
    if last is None:
        return NOBODY.format(system=system)
    names = ", ".join(host["name"] for host in row.hosts if now - _seen(host) <= HEARD)
    if not names:
        return f"Its host was not heard of since {clock_time(last)}."
    return f"Its host was heard of at {clock_time(last)} ({names})."


def _obeyed(row: FarSide, held: bool, now: datetime) -> str:
    """What became of a pause over there."""
    if not held:
        return "Its host was not told yet that it may send." if row.told_paused else ""
    if not row.told_paused:
        return "Its host was not told of the pause yet, and may go on sending."
    there = [host for host in row.hosts if now - _seen(host) <= HEARD]
    if there and all(host["paused"] for host in there):
        return f"Its host was told to hold at {clock_time(row.told_at)}, and holds."
    return f"Its host was told to hold at {clock_time(row.told_at)}, and has not said yet that it does."


def _under_way(row: FarSide) -> str:
    if not row.waiting and not row.handed_out:
        return ""
    out = f"; {row.handed_out:,} handed out to it and not answered" if row.handed_out else ""
    return f"In NATS for its host: {row.waiting:,} waiting{out}."


def _troubles(row: FarSide, now: datetime) -> list[str]:
    return sorted({host["problem"] for host in row.hosts if host["problem"] and now - _seen(host) <= HEARD})


def _seen(host: dict[str, str]) -> datetime:
    return datetime.fromisoformat(host["seen_at"])
