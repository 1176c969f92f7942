"""The rules: for each id its law, who may act, and whether our source confirms it.

From the reference of the field (PACE 1984 Part IV and Code C). `confirmed` is False where the text of the
law could not be read at a source, or where we fill a gap of the law by a figure of our own (`ours`).
"""

from __future__ import annotations

from typing import NamedTuple

CUSTODY_OFFICER = "custody officer"
INSPECTOR = "inspector or above, not involved in the investigation"
SUPERINTENDENT = "superintendent or above, responsible for the station"
COURT = "magistrates' court"
STAFF = "custody staff"
HEALTH = "health professional"


class Rule(NamedTuple):
    """One rule: its id, its law, who may act, and how sure we are of it."""

    id: str
    law: str
    who: str
    confirmed: bool = True
    ours: bool = False


_TABLE = (
    Rule("DET-1", "PACE s.41(1)", CUSTODY_OFFICER),
    Rule("DET-2", "PACE s.42", SUPERINTENDENT),
    Rule("DET-3", "PACE ss.43-44", COURT),
    Rule("DET-4", "PACE s.44(3)", COURT),
    Rule("REV-1", "PACE s.40(3)", INSPECTOR),
    Rule("REV-2", "PACE s.40(4)-(7)", INSPECTOR, confirmed=False),
    Rule("REV-3", "Code C 15.3-15.14", INSPECTOR, confirmed=False),
    Rule("REL-1", "PACE s.34", CUSTODY_OFFICER),
    Rule("CHG-1", "PACE ss.37(7), 46", CUSTODY_OFFICER, confirmed=False),
    Rule("CHILD-1", "PACE s.38(6)", CUSTODY_OFFICER, confirmed=False),
    Rule("BAIL-1", "PACE s.47ZB", CUSTODY_OFFICER),
    Rule("BAIL-2", "PACE s.47ZD", "inspector or above"),
    Rule("BAIL-3", "PACE s.47ZDA", "superintendent or above"),
    Rule("BAIL-4", "PACE ss.47ZF-47ZG", COURT),
    Rule("BAIL-5", "PACE s.50A", CUSTODY_OFFICER),
    Rule("BAIL-6", "PACE s.46A", CUSTODY_OFFICER, confirmed=False, ours=True),
    Rule("CARE-1", "Code C 9.3", STAFF),
    Rule("CARE-2", "Code C 9.3, Annex H", STAFF),
    Rule("CARE-3", "College of Policing APP, detainee care", STAFF, confirmed=False),
    Rule("CARE-4", "Code C 8.6", STAFF),
    Rule("CARE-5", "Code C 12.2", CUSTODY_OFFICER, ours=True),
    Rule("CARE-6", "Code C 12.8", "interviewing officer", confirmed=False),
    Rule("CARE-7", "Code C 9.9-9.12", HEALTH, confirmed=False),
    Rule("CARE-8", "Code C 3.6-3.10", CUSTODY_OFFICER, confirmed=False, ours=True),
)
RULES = {rule.id: rule for rule in _TABLE}
