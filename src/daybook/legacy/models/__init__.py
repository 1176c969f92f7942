"""Working rows of delivery. They are not records: what matters about them is told by entries in the book."""

from daybook.legacy.models.delivery import UNFINISHED, Delivery, Reference, State, Verb
from daybook.legacy.models.reply import UnmatchedReply
from daybook.legacy.models.system import Breaker, System

__all__ = [
    "UNFINISHED",
    "Breaker",
    "Delivery",
    "Reference",
    "State",
    "System",
    "UnmatchedReply",
    "Verb",
]
