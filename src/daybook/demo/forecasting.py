"""A forecast of the invented burglaries, in use, and a trial of it against counting: once the pages answer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.db import close_old_connections
from django.utils import timezone

from daybook.access.caller import Caller, caller_for
from daybook.access.models import User
from daybook.demo.cast import member
from daybook.forecast.actions.add_census import Given, add_census
from daybook.forecast.actions.approve_model import approve_model
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.actions.send_crimes import Sent, own_boundary, send_crimes
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.engine import read_area
from daybook.forecast.engine.fairness import invented, write_invented
from daybook.forecast.models import CrimeSource, ForecastJob, ForecastModel, Origin
from daybook.forecast.trial_standing import utc_today
from daybook.forecast.wishes import Asked

log = logging.getLogger(__name__)
DEVICE = "demonstration"
LOOK_EVERY = 0.5
LONGEST = 900.0
WEEKS = 8
TRIAL = "Mixture against counting"
TYPE = "burglary dwelling"
CENSUS = "Invented census: nobody lives in its areas"
RECORD = {
    "purpose": "Patrol time is short. The forecast says in which squares of the town a burglary of a home is likeliest"
    " next, so that officers pass there and talk with residents.",
    "owner": "Head of Intelligence; for the chief officers the Assistant Chief Constable (Crime)",
    "contact": "forecasts@averwick.example",
    "supplier": "None. Daybook is open software that the force runs itself; nobody outside reaches its data.",
    "benefit": "More of the patrol time there is goes where burglaries are likely; whether they grow fewer is for a"
    " fair trial to tell.",
    "before": "Sergeants sent patrols by the analyst’s weekly map of past burglaries and by what they knew.",
    "decision": "A sergeant chooses each day which squares are visited, and may choose none. Nothing is decided about"
    " a person.",
    "scale": "Once a day, at each station’s briefing: at most twelve squares, as many as there are patrols.",
    "training": "An hour for analysts, sergeants and patrols on what a square means and does not, again each year.",
    "access": "Analysts and supervisors see the forecasts, patrols the squares of the day; shared with nobody. Crimes"
    " are read in Daybook; what was sent in goes after 90 days unless a model rests on it.",
    "maintenance": "The analyst reads each month what came of the maps. It is switched off where it is worse than"
    " counting.",
    "not_used": "Names, addresses, descriptions, arrests, stops, intelligence, ethnicity, age, income, house prices.",
    "alternatives": "Counting past burglaries, shown beside it in the scorecard; the analyst’s own map; even patrols.",
    "assessments": "Data protection impact assessment DPIA-0042, equality impact assessment EIA-0017, both invented.",
    "risks": "Crimes that nobody reports are not on the map: fairness by group is measured and shown below. Too much"
    " trust in the map: plain counting stands beside it, with the errors. Patrols that find more where they look: no"
    " types that police find by looking are learnt from. People stopped for where they are: the briefing says that a"
    " square is no ground for it.",
    "appeal": "Write to the address above, or complain to Professional Standards; a person answers.",
}


def load_forecast(work: Callable[[], object] = lambda: time.sleep(LOOK_EVERY)) -> ForecastModel | None:
    """The model, in use; None where there was one already. `work` is called while something waits to be done."""
    if CrimeSource.objects.exists():
        return None
    analyst = _caller("analyst")
    source = _done(send_crimes(analyst, Origin.BOOK), work)
    kinds = tuple(kind for kind in source.kinds if TYPE in kind.casefold())
    if not kinds:
        return None
    _invent_census(analyst)
    asked = Asked("Burglary of homes, next day", kinds, boxes=12)
    model = _approved(source, asked, work)
    if model is None:
        return None
    model = switch_model(_caller("superintendent"), model, True)
    counting = _approved(source, replace(asked, title="The same by counting alone", method="counting"), work)
    if counting is not None:
        _try(model, counting)
    return model


def _approved(source: CrimeSource, asked: Asked, work: Callable[[], object]) -> ForecastModel | None:
    """The model that comes of it, described by the analyst and approved by the inspector."""
    analyst = _caller("analyst")
    model: ForecastModel | None = _done(ask_forecast(analyst, source, asked), work).model
    if model is not None:
        review = timezone.localdate() + timedelta(days=180)
        describe_model(analyst, model, RECORD | {"review": review.isoformat()})
        approve_model(_caller("inspector"), model)
    return model


def _try(model: ForecastModel, counting: ForecastModel) -> None:
    """Eight weeks from tomorrow: on days drawn by lot the boxes of one or of the other."""
    first = utc_today() + timedelta(days=1)
    last = first + timedelta(days=WEEKS * 7 - 1)
    kinds = tuple(model.plan["kinds"])
    wanted = Wanted(TRIAL, "", "", first, last, kinds, model=model, instead=counting)
    approve_trial(_caller("inspector"), seal_trial(_caller("analyst"), wanted))


def _invent_census(analyst: Caller) -> None:
    """Residents by group over the force's area, so that the model shows whom it flags; none without a boundary."""
    boundary = own_boundary()
    if boundary is None:
        return
    with TemporaryDirectory() as folder:
        place = Path(folder) / boundary.name
        place.write_bytes(b"".join(boundary.chunks))
        area, flat = read_area(place)
        table = Path(folder) / "invented-census.csv"
        places = write_invented(table, invented(area), flat)
        residents, areas = (Sent(path.name, [path.read_bytes()]) for path in (table, places))
    add_census(analyst, Given(CENSUS, residents, areas))


def load_beside() -> None:
    """The same in a thread, while the house runs: a fault of it is told and harms nothing else."""
    try:
        load_forecast()
    except Exception:
        log.exception("The demonstration has no forecast.")
    finally:
        close_old_connections()


def _caller(role: str) -> Caller:
    return caller_for(User.objects.get(username=member(role).collar_number), DEVICE)


def _done(row: CrimeSource | ForecastJob, work: Callable[[], object]) -> Any:
    """The row once it is done. TimeoutError where nothing does it."""
    until = time.monotonic() + LONGEST
    while row.under_way:
        if time.monotonic() > until:
            raise TimeoutError("daybook work does not run.")
        work()
        row.refresh_from_db()
    return row
