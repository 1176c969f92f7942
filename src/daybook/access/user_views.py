"""Administrator's pages: joiners, leavers, roles, keys, tokens and devices."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from daybook.access import queries
from daybook.access.actions.amend_user import amend_user
from daybook.access.actions.grant_role import grant_role, withdraw_role
from daybook.access.actions.issue_password import issue_password
from daybook.access.actions.issue_token import issue_token, revoke_token
from daybook.access.actions.join_user import join_user
from daybook.access.actions.leave_user import leave_user, return_user
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.forms import GrantForm, JoinForm, LeaveForm, TokenForm, UserForm
from daybook.access.models import ApiToken, RoleGrant, User
from daybook.access.views_guard import consults, signed_on

MANAGE = "access.manage-users"
Do = Callable[[dict[str, Any]], Any]


def typed(request: HttpRequest) -> QueryDict | None:
    """What was sent with the form; None while the page is only opened."""
    return request.POST if request.method == "POST" else None


def accepted(form: forms.Form, do: Do) -> bool:
    """Do it with what the form holds; a refusal becomes the form's errors, and what was typed stays."""
    if not form.is_valid():
        return False
    try:
        do(form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error) if not hasattr(error, "error_dict") else _spread(form, error)
        return False
    return True


def _spread(form: forms.Form, error: ValidationError) -> None:
    for name, found in error.message_dict.items():
        form.add_error(name if name in form.fields else None, found)


@consults("user:viewed", MANAGE)
def users(request: HttpRequest) -> HttpResponse:
    """All users by collar number; a word narrows the list."""
    words = request.POST.get("words", "") if request.method == "POST" else ""
    found = Paginator(queries.users_named(words), 50)
    page = found.get_page(request.GET.get("page"))
    consulted(request).search("users", found.count, [user.pk for user in page], words=words)
    return render(request, "access/users.html", {"page": page, "words": words})


@signed_on(MANAGE)
def join(request: HttpRequest) -> HttpResponse:
    """A joiner."""
    form = JoinForm(typed(request))
    made: list[User] = []
    if accepted(form, lambda data: made.append(join_user(caller_of(request), **data))):
        messages.success(
            request, "Added. Issue a first password, or let them sign on with the force’s sign-on."
        )
        return redirect("access:user", made[0].pk)
    return render(request, "access/form.html", {"form": form, "heading": "Add a user", "button": "Add"})


@consults("user:viewed", MANAGE)
def user(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One user: details, roles, keys, tokens."""
    shown = get_object_or_404(User, pk=pk)
    consulted(request).add("user", shown.pk)
    return render(
        request,
        "access/user.html",
        {
            "shown": shown,
            "grants": shown.grants.select_related("granted_by"),
            "keys": queries.keys_of(shown),
            "tokens": shown.tokens.all(),
        },
    )


@consults("user:viewed", MANAGE)
def amend(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown = get_object_or_404(User, pk=pk)
    consulted(request).add("user", shown.pk)
    now = {
        "collar_number": shown.username,
        "given_name": shown.first_name,
        "family_name": shown.last_name,
        "rank": shown.rank,
        "station": shown.station,
    }
    form = UserForm(typed(request), initial=now)
    form.fields["collar_number"].disabled = True

    def do(data: dict[str, Any]) -> None:
        data.pop("collar_number")
        amend_user(caller_of(request), shown, **data)

    return _form_page(request, shown, form, do, "Change details", "Save")


@signed_on(MANAGE)
def leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown = get_object_or_404(User, pk=pk)
    form = LeaveForm(typed(request))
    return _form_page(
        request,
        shown,
        form,
        lambda data: leave_user(caller_of(request), shown, data["last_day"]),
        "End sign-on",
        "End sign-on",
    )


@signed_on(MANAGE)
def grant(request: HttpRequest, pk: UUID) -> HttpResponse:
    shown = get_object_or_404(User, pk=pk)
    form = GrantForm(typed(request))
    return _form_page(
        request,
        shown,
        form,
        lambda data: grant_role(caller_of(request), shown, **data),
        "Give a role",
        "Give",
    )


@signed_on(MANAGE)
def token(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A token for a program that acts as this user; shown once."""
    shown = get_object_or_404(User, pk=pk)
    form, made = TokenForm(typed(request)), list[str]()
    if accepted(form, lambda data: made.append(issue_token(caller_of(request), shown, **data))):
        return render(request, "access/secret.html", {"shown": shown, "secret": made[0], "what": "token"})
    context = {"form": form, "heading": "Issue a token", "button": "Issue", "shown": shown}
    return render(request, "access/form.html", context)


def _form_page(
    request: HttpRequest, shown: User, form: forms.Form, do: Do, heading: str, button: str
) -> HttpResponse:
    if request.method == "POST" and accepted(form, do):
        return redirect("access:user", shown.pk)
    context = {"form": form, "heading": heading, "button": button, "shown": shown}
    return render(request, "access/form.html", context)


@require_POST
@signed_on(MANAGE)
def password(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Issue a first password; old keys and sessions go. Shown once."""
    shown = get_object_or_404(User, pk=pk)
    secret = issue_password(caller_of(request), shown)
    return render(request, "access/secret.html", {"shown": shown, "secret": secret, "what": "first password"})


@require_POST
@signed_on(MANAGE)
def come_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    return_user(caller_of(request), get_object_or_404(User, pk=pk))
    return redirect("access:user", pk)


@require_POST
@signed_on(MANAGE)
def withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    grant_row = get_object_or_404(RoleGrant, pk=pk)
    withdraw_role(caller_of(request), grant_row)
    return redirect("access:user", grant_row.user_id)


@require_POST
@signed_on(MANAGE)
def end_token(request: HttpRequest, pk: UUID) -> HttpResponse:
    row = get_object_or_404(ApiToken, pk=pk)
    revoke_token(caller_of(request), row)
    return redirect("access:user", row.user_id)
