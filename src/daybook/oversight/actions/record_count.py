"""Keep how many systems are counted this quarter, as the estate's register has them now."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.queries.estate import the_estate
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.counts import counts_of
from daybook.oversight.models.row import Row
from daybook.oversight.sheets.catalogue import SYSTEMS
from daybook.oversight.years import quarter_of


def record_count(caller: Caller) -> Row:
    """By the counting rule in force. Press it again in the same quarter and the newer count stands."""
    require(caller, "oversight.keep")
    estate = the_estate(caller)
    if not estate.systems:
        raise ValidationError(
            "No system is on the register. Take the register in first, on the pages of the estate."
        )
    values = {name: str(count) for name, count in counts_of(estate).items()}
    return keep_row(caller, SYSTEMS.slug, {"quarter": quarter_of(timezone.localdate()), **values})
