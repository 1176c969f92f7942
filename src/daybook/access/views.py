"""Pages of sign-on that are not allauth's own: the first page, the second factor, the locked desk, the demo."""

from __future__ import annotations

import logging
import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.logout import logout
from allauth.account.signals import user_logged_in
from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions.internal.flows.sessions import end_sessions
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.http import require_POST

from daybook.access import demo, kinds, sessions, sign_on_entries
from daybook.access.forms import PurposeForm
from daybook.access.models import User
from daybook.access.views_guard import public, signed_on

log = logging.getLogger(__name__)


def back_to(request: HttpRequest) -> str:
    """Where the user was going, if it is a page of ours; else the home page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else "/"


@public
class SignOn(LoginView):
    """The first page: passkey, the force's identity provider, or password and code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        more = {
            "oidc_name": settings.OIDC_NAME,
            "oidc_url": _oidc_url(back_to(self.request)),
            "demo_sign_ins": demo.is_open(self.request),
        }
        return {**super().get_context_data(**kwargs), **more}


def _oidc_url(next_page: str) -> str:
    if not settings.OIDC_NAME:
        return ""
    return f"{reverse('openid_connect_login', args=['force'])}?{urlencode({'next': next_page})}"


@public
def force_sign_on(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """To the force's identity provider, and back from it; a page that says so when it does not answer."""
    there = oidc.callback if request.path.endswith("/back/") else oidc.login
    try:
        response: HttpResponseBase = there(request, provider_id)
    except OSError as error:
        log.warning("the identity provider did not answer: %s", type(error).__name__)
        return render(request, "socialaccount/authentication_error.html", status=502)
    return response


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
    ways = get_adapter().get_reauthentication_methods(request.user)
    return render(
        request, "access/locked.html", {"next": back_to(request), "ways": ways, "demo": demo.is_open(request)}
    )


@require_POST
@signed_on("access.use", before_second_factor=True, while_locked=True)
def lock(request: HttpRequest) -> HttpResponse:
    """Lock this desk now; the drafts stay on the server."""
    if not sessions.is_locked(request):
        sessions.lock(request)
        sign_on_entries.write(kinds.SESSION_LOCKED, request, request.user)
    return redirect(f"{reverse('access:locked')}?{urlencode({'next': back_to(request)})}")


@signed_on("access.use", before_second_factor=True, by_itself=True)
def desk(request: HttpRequest) -> HttpResponse:
    """Asked by the open page every few seconds, so that it goes when the desk was locked from outside."""
    return HttpResponse(status=204)


@signed_on("access.use")
def home(request: HttpRequest) -> HttpResponse:
    """The first page after sign-on: what each room puts into the place `home`."""
    return render(request, "access/home.html")


@public
def switch(request: HttpRequest) -> HttpResponseBase:
    """Leave a shared desk: lock it, or sign this user out and let the next one sign on."""
    if request.method != "POST":
        return render(request, "access/switch.html", {"next": back_to(request)})
    logout(request, show_message=False)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': back_to(request)})}")


@signed_on("access.use")
def purpose(request: HttpRequest) -> HttpResponse:
    """Why the user works now: a purpose and a reason for every entry until they change it or sign out."""
    now = {key: request.session.get(name, "") for key, name in sessions.PURPOSE.items()}
    form = PurposeForm(request.POST) if request.method == "POST" else PurposeForm(initial=now)
    if form.is_valid():
        for key, name in sessions.PURPOSE.items():
            request.session[name] = form.cleaned_data[key]
        return redirect(back_to(request))
    return render(request, "access/purpose.html", {"form": form, "next": back_to(request)})


@require_POST
@signed_on("access.use", before_second_factor=True)
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign out there: end one of one's own sessions on another device."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    end_sessions(request, [session])
    return redirect("usersessions_list")


@public
def demo_sign_ins(request: HttpRequest) -> HttpResponse:
    """The ready-made sign-ins, one a role; a page that is not there outside the demonstration."""
    if not demo.is_open(request):
        raise Http404("There are no demonstration sign-ins here.")
    if request.method == "POST":
        return _use_demo_sign_in(request)
    return render(request, "access/demo.html", {"sign_ins": demo.sign_ins(), "next": back_to(request)})


def _use_demo_sign_in(request: HttpRequest) -> HttpResponse:
    offered = {one.collar_number for one in demo.sign_ins()}
    user = get_object_or_404(User, username=request.POST.get("collar_number", ""), username__in=offered)
    logout(request, show_message=False)
    get_adapter().login(request, user)
    request.session[sessions.DEMO] = time.time()
    sign_on_entries.write(kinds.DEMO_SIGN_IN, request, user)
    user_logged_in.send(User, request=request, user=user)
    return redirect(back_to(request))
