"""The page of the systems that send their person records: register one, retire one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.nominals.actions.register_sending import (
    PERMISSION,
    register_sending,
    retire_sending,
)
from daybook.nominals.judging import CannotDecide
from daybook.nominals.models import SendingSystem
from daybook.nominals.queries.desk import user_names
from daybook.nominals.read_in_now import is_read_in
from daybook.web.forms import error_summary


@require_http_methods(["GET", "POST"])
@signed_on(PERMISSION)
def systems(request: HttpRequest) -> HttpResponse:
    """Those registered and those retired; a name that cannot be registered is refused in words."""
    if request.method == "GET":
        return _show(request, {})
    said = request.POST
    try:
        made = register_sending(caller_of(request), said.get("name", ""), title=said.get("title", ""))
    except ValidationError as refused:
        return _show(request, {field: texts[0] for field, texts in refused.message_dict.items()})
    messages.success(
        request, f"Registered: {made}. Now issue a token for the system {made.name} on a user’s page."
    )
    return redirect("nominals:sending")


@require_POST
@signed_on(PERMISSION)
def retire(request: HttpRequest, system_id: UUID) -> HttpResponse:
    """Nothing more is taken from it."""
    system, reason = get_object_or_404(SendingSystem, pk=system_id), request.POST.get("reason", "")
    try:
        retire_sending(caller_of(request), system, reason=reason)
    except CannotDecide as refused:
        return _show(request, {f"reason-{system.name}": str(refused)})
    messages.success(request, f"Retired: {system}. What it sent stays.")
    return redirect("nominals:sending")


def _who(names: Mapping[UUID, str], by: UUID | None) -> str:
    return names.get(by, "") if by else ""


def _show(request: HttpRequest, errors: dict[str, str]) -> HttpResponse:
    rows = list(SendingSystem.objects.all())
    names = user_names({by for row in rows for by in (row.registered_by, row.retired_by) if by})
    context = {
        "rows": [
            (
                row,
                _who(names, row.retired_by or row.registered_by),
                errors.get(f"reason-{row.name}"),
                is_read_in(row.name),
            )
            for row in rows
        ],
        "errors": errors,
        "may_work": allowed(caller_of(request), "nominals.work-desk"),
        "summary": error_summary(errors.items()) if errors else None,
        "name": request.POST.get("name", ""),
        "title": request.POST.get("title", ""),
    }
    return render(request, "nominals/sending.html", context, status=422 if errors else 200)
