"""What is wrong with a system, each with the evidence: obsolete, duplicate, unused or orphan. Plain: no Django.

Dark systems are on no register, so they are no finding about a system of it: see `estate.dark`.
"""

from daybook.estate.findings.found import Finding, Found
from daybook.estate.findings.rules import RULES, findings_of

__all__ = ["RULES", "Finding", "Found", "findings_of"]
