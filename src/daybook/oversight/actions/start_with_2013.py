"""The first data set: the nine recommendations of "Smart policing", London Assembly, August 2013."""

from __future__ import annotations

from pathlib import Path

from django.core.exceptions import ValidationError

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.oversight.actions.import_sheet import Taken, import_sheet
from daybook.oversight.models import Recommendation
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS

FILE = Path(__file__).parents[1] / "data" / "smart-policing-2013.csv"


def start_with_2013(caller: Caller) -> Taken:
    """Enter the nine, in our own words and so marked. Refused once they are there: they are yours to amend then."""
    require(caller, "oversight.keep")
    if Recommendation.objects.filter(number__startswith="SP13-").exists():
        raise ValidationError("The nine recommendations of 2013 are entered already.")
    return import_sheet(caller, RECOMMENDATIONS.slug, FILE.read_bytes())
