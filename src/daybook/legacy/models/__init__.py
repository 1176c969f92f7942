"""Working rows of delivery. They are not records: what matters about them is told by entries in the book."""

from daybook.legacy.models.ask import Ask, AskState
from daybook.legacy.models.delivery import UNFINISHED, Delivery, Reference, State, Verb
from daybook.legacy.models.far_side import FarSide
from daybook.legacy.models.reading import Reading, ReadRecord
from daybook.legacy.models.reconciliation import (
    DayCount,
    Difference,
    Disagreement,
    FunctionCount,
    Reconciliation,
    RunState,
)
from daybook.legacy.models.reply import UnmatchedReply
from daybook.legacy.models.switch import Position, Turn, TurnState
from daybook.legacy.models.system import Breaker, System
from daybook.legacy.models.their_entry import TheirEntry

__all__ = [
    "UNFINISHED",
    "Ask",
    "AskState",
    "Breaker",
    "DayCount",
    "Delivery",
    "Difference",
    "FarSide",
    "FunctionCount",
    "Disagreement",
    "Position",
    "ReadRecord",
    "Reading",
    "Reconciliation",
    "Reference",
    "RunState",
    "State",
    "System",
    "TheirEntry",
    "Turn",
    "TurnState",
    "UnmatchedReply",
    "Verb",
]
