"""A trial is declared: what is compared, when, on what, and, where it is of a model, whose boxes are tried."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.forecast.actions.seal_trial import Wanted, seal_trial
from daybook.forecast.actions.send_crimes import AREAS, MAKE, Sent
from daybook.forecast.engine.trials import Unit
from daybook.forecast.models import CrimeSource, ForecastModel, WorkState
from daybook.forecast.trial_models import FIRST, SECOND, TRIED
from daybook.forecast.views.fields import choice, field
from daybook.forecast.views.sources import sent_file
from daybook.web.forms import choices, error_summary

RECENT = 20
ALLOCATED = "What is allocated"
FIELDS = (
    ("name", "Name of the trial", "Such as “Boxes in spring”", ""),
    ("usual", "The usual way", "What is done on half of the days, or in half of the areas", ""),
    ("tried", "What is tried", "What is done on the other half", ""),
    ("first", "First day", "Later than today, like 2027-01-04", "govuk-input--width-10"),
    ("last", "Last day", "Twelve weeks tell more than four", "govuk-input--width-10"),
    (
        "kinds",
        "Crime types that count",
        "Beginnings of their names, parted by commas; empty for every type",
        "",
    ),
    (
        "block",
        "Units of a block",
        "In each block both halves are even; empty for 14 days, or 2 areas",
        "govuk-input--width-5",
    ),
)
MODELS = {
    "model": (
        FIRST,
        "If what is tried is to visit its boxes: the briefing then shows them where they are due and nowhere else, and"
        " minutes in them alone are counted",
    ),
    "instead": (
        SECOND,
        "To compare two models: the briefing shows the boxes of this one in the other half. Leave the names of both"
        " ways empty then: each half bears the title of its model",
    ),
}
"""Whose boxes are shown: label and hint by field."""


@signed_on(MAKE)
def new(request: HttpRequest) -> HttpResponse:
    """What is compared, when, and on what."""
    typed = {
        name: request.POST.get(name, "")
        for name in (*(name for name, *_ in FIELDS), "unit", "earlier", *MODELS)
    }
    error = ""
    if request.method == "POST":
        try:
            sealed = seal_trial(caller_of(request), _wanted(typed, sent_file(request, "area")))
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(
                request, "The trial is sealed. All is allocated, and nothing of it can be changed."
            )
            return redirect("forecast:trial", sealed.pk)
    at = _where(error)
    errors = {at: error} if at else {}
    context = {
        **_by_areas(typed, errors),
        "models": [_model_field(name, typed, errors) for name in MODELS],
        "fields": [_field(*one, typed, errors) for one in FIELDS],
        "summary": error_summary([(at, error)]) if error else None,
    }
    return render(request, "forecast/trial_new.html", context, status=422 if error else 200)


def _where(error: str) -> str:
    """The field whose label the sentence begins with; empty where it is about the whole."""
    labels = {name: label for name, label, *_ in FIELDS} | {"unit": ALLOCATED}
    labels |= {name: label for name, (label, _) in MODELS.items()}
    return next((name for name, label in labels.items() if error.startswith(f"{label}:")), "")


def _field(
    name: str, label: str, hint: str, classes: str, typed: Mapping[str, str], errors: Mapping[str, str]
) -> dict[str, Any]:
    return field(name, label, hint, errors, value=typed[name], classes=classes)


def _by_areas(typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    """What is allocated, and what a trial by areas asks besides."""
    units = [(Unit.DAY.value, "Days"), (Unit.AREA.value, "Areas")]
    named_hint = (
        "By areas: GeoPackage or GeoJSON with a name for each. By days: where events count, if not everywhere"
    )
    sources = [(str(one.pk), f"{one.name}, {one.at:%-d %B %Y}") for one in looked_over()]
    return {
        "unit": choice(
            "unit", ALLOCATED, errors, items=choices(units), value=typed["unit"] or Unit.DAY.value
        ),
        "area": field("area", "Areas", named_hint, {}, attributes={"accept": ",".join(AREAS)}),
        "earlier": field("earlier", "Earlier crimes", "By areas: those alike then share a block", {})
        | {"items": choices(sources, "None"), "value": typed["earlier"]},
    }


def _model_field(name: str, typed: Mapping[str, str], errors: Mapping[str, str]) -> dict[str, Any]:
    label, hint = MODELS[name]
    models = [(str(one.pk), f"{one.number} {one.title}") for one in tried()]
    return field(name, label, hint, errors) | {"items": choices(models, "None"), "value": typed[name]}


def tried() -> QuerySet[ForecastModel]:
    """The latest models that a trial can be of."""
    return ForecastModel.objects.filter(state__in=TRIED).only("number", "title", "state")[:RECENT]


def looked_over() -> QuerySet[CrimeSource]:
    """The latest crimes that were looked over."""
    return CrimeSource.objects.filter(state=WorkState.DONE)[:RECENT]


def _wanted(typed: Mapping[str, str], area: Sent | None) -> Wanted:
    """ValueError names the field that cannot be read."""
    block = typed["block"].strip() or "0"
    if not (block.isascii() and block.isdigit() and len(block) < 5):
        raise ValueError(f"Units of a block: “{block}” is no number. Write one like 14, or leave it empty.")
    if typed["unit"] not in [one.value for one in Unit]:
        raise ValueError(f"{ALLOCATED}: choose days or areas.")
    earlier = next((one for one in looked_over() if str(one.pk) == typed["earlier"]), None)
    kinds = tuple(filter(None, map(str.strip, typed["kinds"].split(","))))
    days = {name: _day(label, typed[name]) for name, label, *_ in FIELDS if name in ("first", "last")}
    words = (typed["name"], typed["usual"], typed["tried"], days["first"], days["last"], kinds, int(block))
    models = [_model(label, typed[name]) for name, (label, _) in MODELS.items()]
    return Wanted(*words, Unit(typed["unit"]), area, earlier, *models)


def _model(label: str, text: str) -> ForecastModel | None:
    """Any of the register: whether it may be tried is for the action to say."""
    if not text:
        return None
    try:
        return ForecastModel.objects.get(pk=UUID(text))
    except (ValueError, ForecastModel.DoesNotExist):
        raise ValueError(f"{label}: it is not in the register. Choose one of the list.") from None


def _day(label: str, text: str) -> date:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise ValueError(f"{label}: “{text}” is no day. Write it like 2027-01-04.") from None
