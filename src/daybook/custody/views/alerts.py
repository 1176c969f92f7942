"""The alerts that stand, and saying that one was seen."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.custody.actions.acknowledge_alert import acknowledge_alert
from daybook.custody.alerts.shown import shown
from daybook.custody.alerts.standing import standing
from daybook.custody.models import Alert
from daybook.custody.queries.filter import visible

SEEN = "custody.acknowledge-alert"
MOST = 200


@require_GET
@consults("custody-board:viewed", SEEN)
def alerts(request: HttpRequest) -> HttpResponse:
    """Every alert of every suite that nobody has acknowledged, the earliest due time first."""
    rows = standing().filter(record__in=visible(caller_of(request)))
    found = list(rows.select_related("record__suite", "record__person")[:MOST])
    consulted(request).search("custody-alerts", len(found), [one.record.person_id for one in found])
    return render(request, "custody/alerts.html", {"alerts": shown(found, timezone.now())})


@require_POST
@signed_on(SEEN)
def acknowledge(request: HttpRequest, entry: UUID) -> HttpResponse:
    try:
        acknowledge_alert(caller_of(request), entry, request.POST.get("note", ""))
    except Alert.DoesNotExist:
        raise Http404("There is no such alert.") from None
    messages.success(request, "Acknowledged, in your name.")
    return redirect("custody:alerts")
