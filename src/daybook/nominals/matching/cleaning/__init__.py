"""What a system wrote of a person, made fit to compare; what cannot be used is named, never silently dropped."""

from daybook.nominals.matching.cleaning.cleaned import Cleaned, clean
from daybook.nominals.matching.cleaning.dates import DAY_FIRST, MONTH_FIRST, Birth, read_birth
from daybook.nominals.matching.cleaning.dummies import Dummies
from daybook.nominals.matching.cleaning.names import Name, clean_name
from daybook.nominals.matching.cleaning.written import Written

__all__ = [
    "DAY_FIRST",
    "MONTH_FIRST",
    "Birth",
    "Cleaned",
    "Dummies",
    "Name",
    "Written",
    "clean",
    "clean_name",
    "read_birth",
]
