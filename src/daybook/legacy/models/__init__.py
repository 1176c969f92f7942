"""Working rows of delivery. They are not records: what matters about them is told by entries in the book."""

from daybook.legacy.models.delivery import UNFINISHED, Delivery, Reference, State, Verb
from daybook.legacy.models.reconciliation import DayCount, Difference, Kind, Reconciliation, RunState
from daybook.legacy.models.reply import UnmatchedReply
from daybook.legacy.models.system import Breaker, System

__all__ = [
    "UNFINISHED",
    "Breaker",
    "DayCount",
    "Delivery",
    "Difference",
    "Kind",
    "Reconciliation",
    "Reference",
    "RunState",
    "State",
    "System",
    "UnmatchedReply",
    "Verb",
]
