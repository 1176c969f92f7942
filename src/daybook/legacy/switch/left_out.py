"""Which reports a system gets no more, for those who send."""

from __future__ import annotations

from daybook.legacy.clock import LONDON
from daybook.legacy.models import Turn
from daybook.legacy.switch.functions import function_of, words_of
from daybook.legacy.switch.positions import off

OURS_ONLY = "OURS-ONLY"
"""The code of a delivery that is not sent because its function is ours only."""


class LeftOut:
    """The functions of one system that are ours only, as they stand now."""

    def __init__(self, system: str) -> None:
        self.turns = {function: turn for (_, function), turn in off(system).items()}

    def __contains__(self, report: str) -> bool:
        return function_of(report) in self.turns

    def reason(self, report: str) -> str:
        return reason_of(self.turns[function_of(report)])


def reason_of(turn: Turn) -> str:
    """Why nothing more is sent, as it stands beside each delivery."""
    when = turn.turned_at.astimezone(LONDON) if turn.turned_at else None
    since = f" since {when.day} {when:%B %Y}" if when else ""
    return f"Daybook alone keeps each {words_of(turn.function)}{since}: {turn.reason}"[:500]
