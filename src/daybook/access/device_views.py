"""Administrator's pages of devices: name them, bar them, let a desk lock itself."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from daybook.access.actions.lock_desk import issue_desk_token, lock_desk, revoke_desk_token
from daybook.access.actions.name_device import name_device, revoke_device
from daybook.access.caller import caller_of
from daybook.access.forms import DeviceForm
from daybook.access.models import Device
from daybook.access.user_views import MANAGE, accepted, typed
from daybook.access.views_guard import signed_on


@signed_on(MANAGE)
def devices(request: HttpRequest) -> HttpResponse:
    page = Paginator(Device.objects.all(), 50).get_page(request.GET.get("page"))
    return render(request, "access/devices.html", {"page": page})


@signed_on(MANAGE)
def device(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Name a device, or bar it."""
    row = get_object_or_404(Device, pk=pk)
    if request.POST.get("bar"):
        revoke_device(caller_of(request), row)
        return redirect("access:devices")
    form = DeviceForm(typed(request), initial={"name": row.name, "shared": row.shared})
    if accepted(form, lambda data: name_device(caller_of(request), row, **data)):
        return redirect("access:devices")
    return render(request, "access/device.html", {"form": form, "device": row})


@require_POST
@signed_on("access.lock-desk")
def lock(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Lock the desk now, as its own rule does when the key is taken out."""
    row = lock_desk(caller_of(request), get_object_or_404(Device, pk=pk))
    messages.success(request, f"{row.name} is locked. Who is signed on there proves who they are to go on.")
    return redirect("access:device", pk)


@require_POST
@signed_on(MANAGE)
def token(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give the desk a token to lock itself with; shown once."""
    row = get_object_or_404(Device, pk=pk)
    try:
        secret = issue_desk_token(caller_of(request), row)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect("access:device", pk)
    address = request.build_absolute_uri(reverse("api:lock_this_desk"))
    return render(request, "access/desk_token.html", {"device": row, "secret": secret, "address": address})


@require_POST
@signed_on(MANAGE)
def end_token(request: HttpRequest, pk: UUID) -> HttpResponse:
    revoke_desk_token(caller_of(request), get_object_or_404(Device, pk=pk))
    return redirect("access:device", pk)
