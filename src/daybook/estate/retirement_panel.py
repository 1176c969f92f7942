"""The panel on a system's page: how far it is on its way out, or where its retirement is begun."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.estate.models import System
from daybook.estate.queries.retirements import newest_of
from daybook.estate.retirement.held import SEE, WORK


def retirement_panel(request: HttpRequest, system: System) -> str:
    """The panel as HTML; empty for who may not see it, or where there is nothing to say or do."""
    caller = caller_of(request)
    if not allowed(caller, SEE):
        return ""
    one, may_begin = newest_of(caller, system), allowed(caller, WORK)
    if one is None and not may_begin:
        return ""
    return render_to_string("estate/_retirement_panel.html", {"one": one, "system": system})
