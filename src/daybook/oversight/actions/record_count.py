"""Keep how many systems are counted this quarter, as the estate's register has them now."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.findings import Finding
from daybook.estate.queries.estate import Estate, Held, the_estate
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.models.row import Row
from daybook.oversight.sheets.catalogue import SYSTEMS
from daybook.oversight.years import quarter_of

KINDS = (Finding.OBSOLETE, Finding.DUPLICATE, Finding.UNUSED)
"""A system with several findings is counted under the first of these."""


def record_count(caller: Caller) -> Row:
    """By the counting rule in force. Press it again in the same quarter and the newer count stands."""
    require(caller, "oversight.keep")
    estate = the_estate(caller)
    if not estate.systems:
        raise ValidationError(
            "No system is on the register. Take the register in first, on the pages of the estate."
        )
    counts = _counts(estate)
    values = {name: str(count) for name, count in counts.items()}
    return keep_row(caller, SYSTEMS.slug, {"quarter": quarter_of(timezone.localdate()), **values})


def _counts(estate: Estate) -> dict[str, int]:
    counts = dict.fromkeys([*(kind.value for kind in KINDS), "other"], 0)
    for held in estate.counted:
        counts[_kind(held)] += 1
    return counts


def _kind(held: Held) -> str:
    return next((kind.value for kind in KINDS if held.has(kind)), "other")
