"""Offence codes of police and courts: find one by its code, or search the list in everyday words."""

from daybook.records.offences.codes import CATEGORIES, OffenceCode, OffenceError
from daybook.records.offences.shelf import OffenceCodes, find, search

__all__ = ["CATEGORIES", "OffenceCode", "OffenceCodes", "OffenceError", "find", "search"]
