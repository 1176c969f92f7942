"""The mapping language: one TOML file says how a report becomes an old system's record, and back.

A plain library. `load(folder)` checks the file and gives a `Mapping`; `mapping.encode(document)` gives the body
and every loss; `mapping.decode(body)` gives the part of the report that the old system holds.
"""

from daybook.legacy.mapping.errors import MappingError, MappingRefused, Unreadable
from daybook.legacy.mapping.field import Loss
from daybook.legacy.mapping.held import Held, Readings, Said
from daybook.legacy.mapping.limits import Limits
from daybook.legacy.mapping.load import load
from daybook.legacy.mapping.mapping import Encoded, Mapping
from daybook.legacy.mapping.reply import Answer
from daybook.legacy.mapping.sought import InForm, Sought, in_form

__all__ = [
    "Answer",
    "Encoded",
    "Held",
    "InForm",
    "Limits",
    "Loss",
    "Mapping",
    "MappingError",
    "MappingRefused",
    "Readings",
    "Said",
    "Sought",
    "Unreadable",
    "in_form",
    "load",
]
