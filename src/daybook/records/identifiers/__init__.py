"""The identifiers of police and courts: each reads, normalises and checks its own text.

Every class is a frozen dataclass with `raw` (as received), `canonical` (the one form to store, index and
compare) and `display` (the form people write). `parse(text, today=None)` raises `IdentifierError`, whose
message says what is wrong and what to do, and never repeats the identifier, so that it may be logged.
Two identifiers are equal when their canonical forms are.
"""

from daybook.records.identifiers.arrest import Asn
from daybook.records.identifiers.base import Identifier, IdentifierError, WrongShapeError
from daybook.records.identifiers.case import CourtCaseReference, Urn
from daybook.records.identifiers.citizen import Nino
from daybook.records.identifiers.driver import DriverNumber
from daybook.records.identifiers.nominal import Cro, PncId
from daybook.records.identifiers.offence import CjsOffenceCode, NpccCode
from daybook.records.identifiers.organisation import OuCode
from daybook.records.identifiers.postcode import Postcode

__all__ = [
    "Asn",
    "CjsOffenceCode",
    "CourtCaseReference",
    "Cro",
    "DriverNumber",
    "Identifier",
    "IdentifierError",
    "Nino",
    "NpccCode",
    "OuCode",
    "PncId",
    "Postcode",
    "Urn",
    "WrongShapeError",
]
