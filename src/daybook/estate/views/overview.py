"""The estate on one page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from daybook.access.views_guard import signed_on
from daybook.estate.models import System


@require_GET
@signed_on("estate.see-register")
def overview(request: HttpRequest) -> HttpResponse:
    """How many systems there are."""
    return render(request, "estate/overview.html", {"count": System.objects.count()})
