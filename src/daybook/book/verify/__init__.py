"""Verification of the book: what `daybook book verify` and the auditor's button run.

`verify_book` rebuilds the Merkle tree from the entries themselves and compares everything on the way.
"""

from daybook.book.verify.book import verify_book
from daybook.book.verify.report import Fault, Report

__all__ = ["Fault", "Report", "verify_book"]
