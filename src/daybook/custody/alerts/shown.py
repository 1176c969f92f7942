"""Alerts as a page shows them at a moment."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from daybook.custody.clocks import RULES
from daybook.custody.models import Alert
from daybook.custody.watch import WORDS, left_words


@dataclass(frozen=True, slots=True)
class Shown:
    """One alert: what, how long is left, who acts, and the kind of entry that does it."""

    alert: Alert
    title: str
    kind: str
    left: str
    overdue: bool
    who: str


def shown(alerts: Iterable[Alert], now: datetime) -> list[Shown]:
    return [_shown(alert, now) for alert in alerts]


def _shown(alert: Alert, now: datetime) -> Shown:
    title, kind = WORDS.get(alert.what, (alert.what, ""))
    if alert.what == "review":
        title = alert.note or title
    elif alert.note:
        title = f"{title}: {alert.note[:1].lower()}{alert.note[1:]}"
    left = alert.due_at - now
    return Shown(alert, title, kind, left_words(left), left.total_seconds() < 0, RULES[alert.rule].who)
