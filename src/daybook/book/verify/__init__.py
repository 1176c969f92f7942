"""Verification of the book: what `daybook book verify` and the auditor's button run.

`verify_book` rebuilds the Merkle tree from the entries themselves and compares everything on the way; `verify_records`
and `verify_against` add to its report.
"""

from daybook.book.verify.book import verify_book
from daybook.book.verify.records import verify_records
from daybook.book.verify.report import Fault, Report
from daybook.book.verify.witness import verify_against

__all__ = ["Fault", "Report", "verify_against", "verify_book", "verify_records"]
