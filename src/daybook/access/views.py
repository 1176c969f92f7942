"""Pages of sign-on that are not allauth's: the second factor to set up, the locked desk, switching users."""

from __future__ import annotations

from allauth.account.internal.flows.logout import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from daybook.access import sessions
from daybook.access.views_guard import public, signed_on


def back_to(request: HttpRequest) -> str:
    """Where the user was going, if it is a page of ours; else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None):
        return wanted
    return "/"


@signed_on("access.use", before_second_factor=True)
def second_factor(request: HttpRequest) -> HttpResponse:
    """A password alone is not enough: set up a passkey, or an authenticator app."""
    if sessions.has_second_factor(request):
        return redirect(back_to(request))
    return render(request, "access/second_factor.html", {"next": back_to(request)})


@signed_on("access.use", before_second_factor=True, while_locked=True)
def locked(request: HttpRequest) -> HttpResponse:
    """The locked desk: the same user proves who they are and goes on, or another signs on."""
    if not sessions.is_locked(request):
        return redirect(back_to(request))
    return render(request, "access/locked.html", {"next": back_to(request)})


@require_POST
@signed_on("access.use", before_second_factor=True, while_locked=True)
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this desk now; the drafts stay on the server."""
    sessions.lock(request)
    return redirect(f"{reverse('access:locked')}?{urlencode({'next': back_to(request)})}")


@require_POST
@public
def switch(request: HttpRequest) -> HttpResponseBase:
    """Sign this user out and let the next one sign on, on the page where the desk stands."""
    logout(request)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back_to(request)})}")
