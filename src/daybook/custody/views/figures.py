"""Figures of a suite for its inspector, and of the force as the public may see them."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from daybook.access.views_guard import signed_on
from daybook.custody.figures.charts import (
    drawn,
    months_for_inspector,
    months_for_public,
    months_needed,
)
from daybook.custody.figures.months import words
from daybook.custody.figures.stays import Stay, stays
from daybook.custody.figures.suppression import RULE
from daybook.custody.models import Suite
from daybook.custody.queries.figures import arrested_since
from daybook.custody.views.suites import suite_or_404
from daybook.web.charts import csv_asked


@require_GET
@signed_on("custody.see-figures")
def figures(request: HttpRequest, code: str) -> HttpResponseBase:
    """One suite, every number."""
    suite = suite_or_404(code)
    months = months_for_inspector(timezone.localdate())
    charts = drawn(_stays(months[0], suite), months)
    context = {"suite": suite, "charts": charts, "span": words(months)}
    return csv_asked(request, charts) or render(request, "custody/figures.html", context)


@require_GET
@signed_on()
def public_figures(request: HttpRequest) -> HttpResponseBase:
    """The whole force, as it may be published."""
    months = months_for_public(timezone.localdate())
    charts = drawn(_stays(months_needed(months)), months, public=True)
    context = {"charts": charts, "span": words(months), "rule": RULE}
    return csv_asked(request, charts) or render(request, "custody/public_figures.html", context)


def _stays(first: date, suite: Suite | None = None) -> list[Stay]:
    return stays(arrested_since(first, suite), timezone.now())
