"""The register for everyone, system by system: a list, and the same as CSV and JSON."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict

from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from daybook.access.views_guard import public
from daybook.estate.findings import Finding
from daybook.estate.register.words import State
from daybook.estate.shown import day
from daybook.oversight.audience import PUBLIC
from daybook.oversight.published import LABELS, Published, Register, published
from daybook.web.downloads import csv_download
from daybook.web.pages import Column, Filter, list_view

LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
COLUMNS = (
    Column(LABELS["number"], lambda one: one.number),
    Column(LABELS["name"], lambda one: one.name),
    Column(LABELS["purpose"], lambda one: one.purpose),
    Column(LABELS["unit"], lambda one: one.unit),
    Column(LABELS["state"], lambda one: one.state_label),
    Column(LABELS["found"], lambda one: ", ".join(one.found)),
    Column(LABELS["ends"], lambda one: day(one.ends)),
    Column(LABELS["retired_on"], lambda one: day(one.retired_on)),
)


@require_GET
@public
def register(request: HttpRequest) -> HttpResponseBase:
    """Fifty to a page, by number, chosen by unit, state and finding."""
    whole = published()
    listing = list_view(
        request,
        whole.systems,
        COLUMNS,
        caption="Systems",
        filters=_filters(whole),
        empty="No system is like this.",
    )
    context = {
        "audience": PUBLIC,
        "base": "oversight/open_base.html",
        "whole": whole,
        "listing": listing,
        "as_at": timezone.now(),
    }
    return render(request, "oversight/register.html", context)


@require_GET
@public
def as_csv(request: HttpRequest) -> HttpResponseBase:
    """Every system that is published."""
    rows = (
        [
            one.number,
            one.name,
            one.purpose,
            one.unit,
            one.state,
            "; ".join(one.found),
            one.ends,
            one.retired_on,
        ]
        for one in published().systems
    )
    return csv_download("systems.csv", list(LABELS.values()), rows)


@require_GET
@public
def as_json(request: HttpRequest) -> HttpResponseBase:
    """The same for programs, with the licence and how many are withheld."""
    whole = published()
    content = {
        "as_at": timezone.now(),
        "licence": LICENCE,
        "withheld": whole.withheld,
        "systems": [asdict(one) for one in whole.systems],
    }
    return JsonResponse(content)


def _filters(whole: Register) -> list[Filter]:
    units = sorted({one.unit for one in whole.systems if one.unit})
    return [
        Filter("state", LABELS["state"], State.choices(), _those(lambda one, word: one.state == word)),
        Filter(
            "found",
            LABELS["found"],
            [(one.label, one.label) for one in Finding],
            _those(lambda one, word: word in one.found),
        ),
        Filter(
            "unit", LABELS["unit"], [(one, one) for one in units], _those(lambda one, word: one.unit == word)
        ),
    ]


Systems = Sequence[Published]


def _those(fits: Callable[[Published, str], bool]) -> Callable[[Systems, str], Systems]:
    return lambda systems, word: [one for one in systems if fits(one, word)]
