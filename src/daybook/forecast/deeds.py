"""What users do in this room, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.forecast.actions.add_census import Given, add_census
from daybook.forecast.actions.analyse_trial import analyse_trial
from daybook.forecast.actions.approve_model import APPROVE, approve_model
from daybook.forecast.actions.approve_trial import approve_trial
from daybook.forecast.actions.ask_forecast import ask_forecast
from daybook.forecast.actions.ask_patterns import ask_patterns
from daybook.forecast.actions.describe_model import describe_model
from daybook.forecast.actions.end_trial import end_trial
from daybook.forecast.actions.override_trial import override_trial
from daybook.forecast.actions.read_again import read_again
from daybook.forecast.actions.record_visit import PATROL, record_visit
from daybook.forecast.actions.say_patrols import BRIEF, say_patrols
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.actions.send_crimes import AREAS, COVARIATES, MAKE, Sent, kept, send_crimes
from daybook.forecast.actions.stop_work import JOBS, stop_work
from daybook.forecast.actions.switch_model import switch_model
from daybook.forecast.engine.clock import SHIFTS
from daybook.forecast.engine.trials import Unit
from daybook.forecast.models import CrimeSource, Forecast, ForecastModel, Trial
from daybook.forecast.studies.wishes import OperationAsked, StudyAsked
from daybook.forecast.wishes import Asked


class SentFile(Body):
    """`content` is the file in base64."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=45_000_000)]

    def sent(self) -> Sent:
        return Sent(self.name, [b64decode(self.content, validate=True)])


class Reading(Body):
    """What cannot be found out from a file: `columns` (what=COLUMN), coordinate systems, time zone."""

    columns: dict[str, str] = {}
    system: str = ""
    area_system: str = ""
    zone: str = ""


class CrimesSent(Body):
    """`origin` book takes the crimes already in Daybook, file those of `file`; `area` is a boundary."""

    origin: Literal["file", "book"]
    file: SentFile | None = None
    area: SentFile | None = None
    reading: Reading = Reading()


class CensusAdded(Body):
    """`areas` say where the areas of `table` lie, unless it holds points; `fine` takes its fine groups."""

    name: str
    table: SentFile
    areas: SentFile | None = None
    fine: bool = False


class CrimesReadAgain(Body):
    source: UUID
    reading: Reading
    area: SentFile | None = None


class ForecastAsked(Body):
    """`size` of a cell in metres; `kinds` whole names; `reason` for types recorded where police look for them.

    `shifts`: when they begin by the clock on the wall, as 07:00.
    `covariates`: what stands at places, for the methods boosted and poisson.
    """

    source: UUID
    title: str
    kinds: list[str]
    reason: str = ""
    size: float = 250.0
    horizon: Literal["shift", "day", "week", "month"] = "day"
    boxes: int = 20
    method: Literal["mixture", "counting", "boosted", "poisson"] = "mixture"
    shifts: list[str] = list(SHIFTS)
    covariates: SentFile | None = None


class Operation(Body):
    """`target`: a file that says where it was; `control`: a comparison area, all beyond the ring where there is none.

    Before and after: `areas`, a file of named areas, and the names of those `treated`.
    """

    first: date
    last: date
    target: SentFile | None = None
    ring: float = 500.0
    control: SentFile | None = None
    areas: SentFile | None = None
    treated: list[str] = []


class PatternsAsked(Body):
    """`patterns`: near-repeats, repeats, hours, hotspots, series, operation; `first`, `last`: days, all where empty."""

    source: UUID
    title: str
    kinds: list[str]
    patterns: list[str]
    reason: str = ""
    first: date | None = None
    last: date | None = None
    size: float = 250.0
    area: SentFile | None = None
    operation: Operation | None = None


class WorkNamed(Body):
    """`work`: the number of what was asked for, a forecast, a study of patterns or the analysis of a trial."""

    kind: Literal["forecast", "patterns", "trial"]
    work: UUID


class ModelDescribed(Body):
    """`record`: fields of the public record and `review`, a day like 2027-06-30."""

    model: UUID
    record: dict[str, str]


class ModelNamed(Body):
    model: UUID


class ModelSwitched(Body):
    model: UUID
    on: bool


class PatrolsNamed(Body):
    """`patrols`: how many there are at the station of who says it."""

    forecast: UUID
    patrols: int


class BoxVisited(Body):
    """`rank`: the number of the box; `done`: seen, talked, advised, mended or nothing."""

    forecast: UUID
    rank: int
    minutes: int
    done: str


class TrialWanted(Body):
    """`usual` and `tried` are what is done in the two halves; `kinds` beginnings of crime types.

    `area`: by areas the file of the named areas, by days where events count; `earlier`: crimes that pair areas.
    `model`: the approved one whose boxes are tried; the briefing holds them back where everything is as usual.
    `instead`: another such model, to compare the two: its boxes are shown there. `usual` and `tried` are then empty,
    since the halves bear the titles of their models.
    """

    name: str
    usual: str = ""
    tried: str = ""
    first: date
    last: date
    kinds: list[str] = []
    block: int = 0
    unit: Unit = Unit.DAY
    area: SentFile | None = None
    earlier: UUID | None = None
    model: UUID | None = None
    instead: UUID | None = None


class TrialOverridden(Body):
    """`unit`: today, such as 2027-01-04, or the name of the area where boxes are shown all the same."""

    trial: UUID
    unit: str
    reason: str


class TrialNamed(Body):
    trial: UUID


class TrialEnded(Body):
    """`reason`: why it ends before its last day."""

    trial: UUID
    reason: str


class TrialOver(Body):
    """`source`: crimes that were looked over and reach the end of the trial."""

    trial: UUID
    source: UUID


@deed("seal-forecast-trial", "Allocate a trial at random and seal it", MAKE, seal_trial, "forecast:trial-new")
def _seal(caller: Caller, body: TrialWanted) -> Answer:
    words = (body.name, body.usual, body.tried, body.first, body.last, tuple(body.kinds), body.block)
    area = body.area.sent() if body.area else None
    earlier = CrimeSource.objects.get(pk=body.earlier) if body.earlier else None
    model = ForecastModel.objects.get(pk=body.model) if body.model else None
    instead = ForecastModel.objects.get(pk=body.instead) if body.instead else None
    return record_id(seal_trial(caller, Wanted(*words, body.unit, area, earlier, model, instead)))


@deed(
    "override-forecast-trial",
    "Show boxes that a trial holds back, for an urgent need",
    APPROVE,
    override_trial,
    "forecast:trial-override",
)
def _override(caller: Caller, body: TrialOverridden) -> Answer:
    trial = Trial.objects.select_related("model").get(pk=body.trial)
    return record_id(override_trial(caller, trial, body.unit, body.reason))


@deed(
    "approve-forecast-trial",
    "Approve that a trial holds boxes back",
    APPROVE,
    approve_trial,
    "forecast:trial-approve",
)
def _approve_trial(caller: Caller, body: TrialNamed) -> Answer:
    return record_id(approve_trial(caller, Trial.objects.get(pk=body.trial)))


@deed("end-forecast-trial", "End a trial early", APPROVE, end_trial, "forecast:trial-end")
def _end_trial(caller: Caller, body: TrialEnded) -> Answer:
    return record_id(end_trial(caller, Trial.objects.get(pk=body.trial), body.reason))


@deed("analyse-forecast-trial", "Analyse a trial that is over", MAKE, analyse_trial, "forecast:trial")
def _analyse(caller: Caller, body: TrialOver) -> Answer:
    trial, source = Trial.objects.get(pk=body.trial), CrimeSource.objects.get(pk=body.source)
    return record_id(analyse_trial(caller, trial, source))


@deed("send-crimes", "Give crimes to forecast from", MAKE, send_crimes, "forecast:new")
def _send(caller: Caller, body: CrimesSent) -> Answer:
    file = body.file.sent() if body.file else None
    area = body.area.sent() if body.area else None
    return record_id(send_crimes(caller, body.origin, file, area, body.reading.dict()))


@deed(
    "add-forecast-census",
    "Add a census, to tell whether forecasts are fair",
    MAKE,
    add_census,
    "forecast:census",
)
def _census(caller: Caller, body: CensusAdded) -> Answer:
    areas = body.areas.sent() if body.areas else None
    return record_id(add_census(caller, Given(body.name, body.table.sent(), areas, body.fine)))


@deed(
    "read-crimes-again",
    "Have crimes looked over again, read in another way",
    MAKE,
    read_again,
    "forecast:source",
)
def _again(caller: Caller, body: CrimesReadAgain) -> Answer:
    source = CrimeSource.objects.get(pk=body.source)
    return record_id(read_again(caller, source, body.reading.dict(), body.area.sent() if body.area else None))


@deed("make-forecast", "Have a forecast of places made", MAKE, ask_forecast, "forecast:source")
def _ask(caller: Caller, body: ForecastAsked) -> Answer:
    source = CrimeSource.objects.get(pk=body.source)
    files = [kept("covariates", body.covariates.sent(), COVARIATES)] if body.covariates else []
    asked = Asked(
        *(body.title, tuple(body.kinds), body.reason, body.size, body.horizon, body.boxes, body.method),
        shifts=tuple(body.shifts),
        covariates=files,
    )
    return record_id(ask_forecast(caller, source, asked))


@deed("look-for-patterns", "Have patterns in crime looked for", MAKE, ask_patterns, "forecast:patterns-ask")
def _patterns(caller: Caller, body: PatternsAsked) -> Answer:
    source = CrimeSource.objects.get(pk=body.source)
    asked = StudyAsked(
        title=body.title,
        kinds=tuple(body.kinds),
        reason=body.reason,
        patterns=tuple(body.patterns),
        first=body.first,
        last=body.last,
        size=body.size,
        area=_kept("area", body.area),
        operation=_operation(body.operation) if body.operation else None,
    )
    return record_id(ask_patterns(caller, source, asked))


def _operation(told: Operation) -> OperationAsked:
    target, control, areas = (_kept(name, getattr(told, name)) for name in ("target", "control", "areas"))
    return OperationAsked(told.first, told.last, target, told.ring, control, areas, tuple(told.treated))


def _kept(name: str, file: SentFile | None) -> tuple[str, str]:
    return kept(name, file.sent(), AREAS) if file else ("", "")


@deed("stop-forecast-work", "Stop work on crimes before it is done", MAKE, stop_work, "forecast:job-stop")
def _stop(caller: Caller, body: WorkNamed) -> Answer:
    return record_id(stop_work(caller, JOBS[body.kind].objects.get(pk=body.work)))


@deed(
    "describe-forecast-model", "Write the public record of a model", MAKE, describe_model, "forecast:record"
)
def _describe(caller: Caller, body: ModelDescribed) -> Answer:
    return record_id(describe_model(caller, ForecastModel.objects.get(pk=body.model), body.record))


@deed("approve-forecast-model", "Approve a forecasting model", APPROVE, approve_model, "forecast:approve")
def _approve(caller: Caller, body: ModelNamed) -> Answer:
    return record_id(approve_model(caller, ForecastModel.objects.get(pk=body.model)))


@deed(
    "switch-forecast-model", "Switch a forecasting model on or off", APPROVE, switch_model, "forecast:switch"
)
def _switch(caller: Caller, body: ModelSwitched) -> Answer:
    return record_id(switch_model(caller, ForecastModel.objects.get(pk=body.model), body.on))


@deed("record-box-visit", "Write what was done in a box", PATROL, record_visit, "forecast:visit")
def _visit(caller: Caller, body: BoxVisited) -> Answer:
    forecast = Forecast.objects.get(pk=body.forecast)
    return record_id(record_visit(caller, forecast, body.rank, body.minutes, body.done))


@deed(
    "say-forecast-patrols", "Say how many patrols there are for boxes", BRIEF, say_patrols, "forecast:patrols"
)
def _patrols(caller: Caller, body: PatrolsNamed) -> Answer:
    return record_id(say_patrols(caller, Forecast.objects.get(pk=body.forecast), body.patrols))
