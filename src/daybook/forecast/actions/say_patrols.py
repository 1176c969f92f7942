"""Say how many patrols there are for the boxes of the day: everybody of the station then sees as many."""

from __future__ import annotations

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.models import User
from daybook.access.permission import require
from daybook.book import writing
from daybook.forecast.kinds import PATROLS_SAID
from daybook.forecast.models import Forecast, PatrolsSaid

BRIEF = "forecast.brief"
MOST = 500


def say_patrols(caller: Caller, forecast: Forecast, patrols: int) -> PatrolsSaid:
    """For the station of who says it, until somebody there says another number. ValueError says what is wrong."""
    require(caller, BRIEF)
    if caller.author.user is None:
        raise ValueError("The number of patrols is said by whoever is in charge of them.")
    if not 1 <= patrols <= MOST:
        raise ValueError(f"Patrols: give 1 to {MOST}.")
    station = User.objects.values_list("station", flat=True).get(pk=caller.author.user)
    said = {"station": station, "patrols": patrols, "by": caller.author.user, "at": timezone.now()}
    with writing(PATROLS_SAID, caller.author, forecast) as page:
        return page.save(PatrolsSaid(forecast=forecast, **said))
