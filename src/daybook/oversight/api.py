"""The HTTP API of this room: what its pages show, as texts."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Router

from daybook.access.api_base import PROBLEMS
from daybook.access.views_guard import signed_on
from daybook.oversight import queries
from daybook.oversight.audience import FORCE
from daybook.oversight.export import lines
from daybook.oversight.sheets.catalogue import SHEETS

router = Router(tags=["oversight"])


@router.get("/oversight/{slug:sheet}", response={200: list[dict[str, str]], **PROBLEMS})
@signed_on("oversight.see")
def rows(request: HttpRequest, sheet: str) -> list[dict[str, Any]]:
    """Every row of a sheet (recommendations, budget, benefits, benefit-quarters, skills, partners, pilots, risks)."""
    if sheet not in SHEETS:
        raise Http404(f"There is no sheet “{sheet}”.")
    names = [field.name for field in FORCE.fields(SHEETS[sheet])]
    page = queries.page_of(FORCE, SHEETS[sheet])
    return [dict(zip(names, line, strict=True)) for line in lines(FORCE, page)]
