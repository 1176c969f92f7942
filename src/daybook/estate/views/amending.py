"""Entering and amending systems by hand, group by group."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.actions.add_system import add_system
from daybook.estate.actions.amend_system import amend_system
from daybook.estate.models import System
from daybook.estate.queries.estate import shown_year
from daybook.estate.register.fields import GROUPS, SYSTEM_FIELDS
from daybook.estate.shown import as_text
from daybook.estate.typed import ELSEWHERE
from daybook.estate.values import RELATED, values_of
from daybook.estate.views.asking import Form, ask
from daybook.estate.views.systems import find

KEEP = "estate.keep-register"


@signed_on(KEEP)
def add(request: HttpRequest) -> HttpResponse:
    """A system that came in no file."""
    fields = [field for field in SYSTEM_FIELDS if field.group == "identity"]

    def act(given: dict[str, str]) -> str:
        return _page_of(add_system(caller_of(request), given))

    return ask(request, Form("Enter a system", reverse("estate:systems"), fields), {}, act)


@signed_on(KEEP)
def amend(request: HttpRequest, system_id: UUID, group: str) -> HttpResponse:
    """One group of fields of a system."""
    if group not in GROUPS:
        raise Http404("The register has no such group of fields.")
    row = find(system_id, *RELATED)
    fields = [
        field
        for field in SYSTEM_FIELDS
        if field.group == group and field.name != "number" and field.name not in ELSEWHERE
    ]
    values = values_of(row, shown_year(timezone.localdate()))
    held = {field.name: as_text(field, values.get(field.name)) for field in fields}

    def act(given: dict[str, str]) -> str:
        reason = request.POST.get("reason", "")
        changed = {name: text for name, text in given.items() if text != held[name]}
        return _page_of(amend_system(caller_of(request), row, changed, reason=reason))

    form = Form(f"{row.name}: {group}", _page_of(row), fields, asks_why=True)
    return ask(request, form, held, act)


def _page_of(system: System) -> str:
    return reverse("estate:system", args=[system.pk])
