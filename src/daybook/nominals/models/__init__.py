"""The tables of this room: the index that candidates are found in, and the links between records."""

from daybook.nominals.models.index import OWN, BlockingKey, IndexedRecord, Spelling, TermCount
from daybook.nominals.models.links import Decision, LinkRun, ReviewCase, SourceRecord, Trouble, Verdict

__all__ = [
    "OWN",
    "BlockingKey",
    "Decision",
    "IndexedRecord",
    "LinkRun",
    "ReviewCase",
    "SourceRecord",
    "Spelling",
    "TermCount",
    "Trouble",
    "Verdict",
]
