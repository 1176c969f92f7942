"""Following recommendations: dates, status by hand, closing, evidence, updates."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from daybook.access.caller import caller_of
from daybook.access.user_views import accepted, typed
from daybook.access.views_guard import signed_on
from daybook.oversight.actions.add_evidence import add_evidence
from daybook.oversight.actions.follow import close_recommendation, lift_override, override_status, revise_due
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.forms import Closing, Override, Proof, Revision, Word
from daybook.oversight.models import Recommendation
from daybook.oversight.sheets.catalogue import RECOMMENDATIONS

BOTH = require_http_methods(["GET", "POST"])


@BOTH
@signed_on("oversight.revise-date")
def revise(request: HttpRequest, number: str) -> HttpResponseBase:
    def do(data: dict[str, Any]) -> None:
        revise_due(caller_of(request), number, **data)

    return _form(request, number, Revision(typed(request)), do, "Revise the date", "Revise")


@BOTH
@signed_on("oversight.override")
def override(request: HttpRequest, number: str) -> HttpResponseBase:
    def do(data: dict[str, Any]) -> None:
        override_status(caller_of(request), number, **data)

    return _form(request, number, Override(typed(request)), do, "Set the status by hand", "Set for 90 days")


@require_POST
@signed_on("oversight.override")
def lift(request: HttpRequest, number: str) -> HttpResponseBase:
    try:
        lift_override(caller_of(request), number)
        messages.success(request, "The status is computed again.")
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("oversight:record", RECOMMENDATIONS.slug, number)


@BOTH
@signed_on("oversight.close")
def close(request: HttpRequest, number: str) -> HttpResponseBase:
    def do(data: dict[str, Any]) -> None:
        close_recommendation(caller_of(request), number, **data)

    return _form(request, number, Closing(typed(request)), do, "Close the recommendation", "Close")


@BOTH
@signed_on("oversight.keep")
def evidence(request: HttpRequest, number: str) -> HttpResponseBase:
    form = Proof(typed(request), request.FILES if request.method == "POST" else None)

    def do(data: dict[str, Any]) -> None:
        sent = data.pop("document")
        given = {"filename": sent.name, "content": sent.read()} if sent else {}
        add_evidence(caller_of(request), number, **data, **given)

    return _form(request, number, form, do, "Add evidence", "Add")


@BOTH
@signed_on("oversight.keep")
def update(request: HttpRequest) -> HttpResponseBase:
    form = Word(typed(request), initial={"recommendation": request.GET.get("about", "")})
    if request.method == "POST" and accepted(form, lambda data: post_update(caller_of(request), **data)):
        return redirect("oversight:updates")
    context = {"form": form, "heading": "Post an update", "button": "Post"}
    return render(request, "oversight/form.html", context)


def _form(
    request: HttpRequest,
    number: str,
    form: forms.Form,
    do: Callable[[dict[str, Any]], Any],
    heading: str,
    button: str,
) -> HttpResponseBase:
    row = get_object_or_404(Recommendation, number=number)
    if request.method == "POST" and accepted(form, do):
        return redirect("oversight:record", RECOMMENDATIONS.slug, number)
    context = {"form": form, "heading": heading, "button": button, "row": row, "sheet": RECOMMENDATIONS}
    return render(request, "oversight/form.html", context)
