"""The tables of this room: the index that candidates are found in, and the links between records."""

from daybook.nominals.models.in_force import ModelInForce
from daybook.nominals.models.index import OWN, IndexedRecord, KeyPage, Spelling, TermCount
from daybook.nominals.models.links import Decision, LinkRun, ReviewCase, SourceRecord, Trouble, Verdict
from daybook.nominals.models.proposals import Answer, Deed, Proposal
from daybook.nominals.models.sending import DisposedKey, Sending, SendingSystem

__all__ = [
    "OWN",
    "Answer",
    "Decision",
    "Deed",
    "DisposedKey",
    "IndexedRecord",
    "KeyPage",
    "LinkRun",
    "ModelInForce",
    "Proposal",
    "ReviewCase",
    "Sending",
    "SendingSystem",
    "SourceRecord",
    "Spelling",
    "TermCount",
    "Trouble",
    "Verdict",
]
