"""What every page of a list begins with: the list itself, and the page that says why it is closed."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.forecast.harm.gate import OPEN, why_closed
from daybook.forecast.harm.models import HarmList
from daybook.forecast.harm.queries.lists import lists_for

ListView = Callable[..., HttpResponseBase]


def found(request: HttpRequest, list_id: UUID) -> HarmList:
    """The list, if the caller may know of it."""
    row = lists_for(caller_of(request)).filter(pk=list_id).first()
    if row is None:
        raise Http404("There is no such list, or you are not named in it.")
    return row


def of_list(view: ListView) -> ListView:
    """The view gets the list in place of its id; where the list is closed, the page that says why is answered."""

    @functools.wraps(view)
    def answered(request: HttpRequest, list_id: UUID, **more: Any) -> HttpResponseBase:
        row = found(request, list_id)
        return closed(request, row) if why_closed(row) else view(request, row, **more)

    return answered


def closed(request: HttpRequest, row: HarmList) -> HttpResponseBase:
    """Why nobody sees the list, and what opens it."""
    context = {
        "list": row,
        "why": why_closed(row),
        "may_open": allowed(caller_of(request), OPEN) and not row.ended_at,
    }
    return render(request, "forecast/harm/closed.html", context, status=403)
