"""One retirement: how it stands, and a form for each thing that is done about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import Caller, caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.actions import stop_rules as stops
from daybook.estate.actions.prove_data import DataKept, prove_data
from daybook.estate.actions.show_parity import show_parity
from daybook.estate.actions.sign_criterion import add_criterion, sign_criterion
from daybook.estate.actions.step_back import give_up, step_back
from daybook.estate.actions.step_on import step_on
from daybook.estate.models import Retirement
from daybook.estate.queries.retirements import retirement_of
from daybook.estate.register.reading.numbers import read_money, read_whole
from daybook.estate.retirement.held import SEE, SIGN, WORK
from daybook.estate.retirement.words import StopKind
from daybook.estate.views.retirement_page import page_of
from daybook.legacy.views.fragments import fragment
from daybook.web.forms import read_date, typed_date

Said = Mapping[str, str]


@require_GET
@signed_on(SEE)
def one(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    return _show(request, retirement_id)


@require_GET
@signed_on(SEE, by_itself=True)
def standing(request: HttpRequest, retirement_id: UUID) -> HttpResponseBase:
    """The part that follows feeds, switches and comparisons by itself; 304 while it says the same."""
    get_object_or_404(Retirement, pk=retirement_id)
    context = {"one": retirement_of(caller_of(request), retirement_id)}
    return fragment(request, render_to_string("estate/_retirement_standing.html", context))


@require_POST
@signed_on(WORK)
def parity(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        seen = read_date(typed_date("seen", said))
        item = show_parity(caller, _id(said, "item"), said.get("verdict", ""), said.get("evidence", ""), seen)
        return f"Written: {item.get_verdict_display().lower()}."

    return _done(request, retirement_id, "parity", do)


@require_POST
@signed_on(WORK)
def criterion(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        add_criterion(caller, retirement_id, said.get("gate", ""), said.get("text", ""), said.get("role", ""))
        return "The criterion is written."

    return _done(request, retirement_id, "criterion", do)


@require_POST
@signed_on(SIGN)
def sign(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        row = sign_criterion(caller, _id(said, "criterion"), said.get("answer", ""), said.get("why", ""))
        return f"Signed: {row.get_answer_display().lower()}."

    return _done(request, retirement_id, "sign", do)


@require_POST
@signed_on(WORK)
def data(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        words = said.get("records", "").strip()
        kept = DataKept(
            said.get("way", ""),
            said.get("where", ""),
            said.get("digest", ""),
            read_whole(words) if words else None,
            read_date(typed_date("kept", said)),
        )
        prove_data(caller, retirement_id, kept)
        return "Written: what became of its records."

    return _done(request, retirement_id, "data", do)


@require_POST
@signed_on(WORK)
def stop_rule(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        kind, limit = said.get("kind", ""), said.get("limit", "").strip()
        read = read_money if kind == StopKind.SPEND else read_whole
        asked = kind in (StopKind.SPEND, StopKind.USE)
        number, day = read(limit) if asked else 0, read_date(typed_date("stop", said))
        stops.set_stop_rule(caller, retirement_id, kind, limit=number, day=day)
        return "The stop rule is set."

    return _done(request, retirement_id, "stop", do)


@require_POST
@signed_on(SIGN)
def overrule(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        stops.overrule_stop(caller, _id(said, "rule"), said.get("overruled", ""))
        return "The stop rule is overruled."

    return _done(request, retirement_id, "overrule", do)


@require_POST
@signed_on(WORK)
def on(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        made = step_on(caller, retirement_id, said.get("basis", ""), seen=said.get("state", ""))
        return f"{made.system.name} is {made.system.get_state_display().lower()}."

    return _done(request, retirement_id, "on", do)


@require_POST
@signed_on(WORK)
def back(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        made = step_back(caller, retirement_id, said.get("to", ""), said.get("because", ""))
        return f"{made.system.name} is {made.system.get_state_display().lower()} again."

    return _done(request, retirement_id, "back", do)


@require_POST
@signed_on(WORK)
def end(request: HttpRequest, retirement_id: UUID) -> HttpResponse:
    def do(caller: Caller, said: Said) -> str:
        return f"Given up: the retirement of {give_up(caller, retirement_id, said.get('given', '')).system.name}."

    return _done(request, retirement_id, "end", do)


def _done(
    request: HttpRequest, retirement_id: UUID, form: str, do: Callable[[Caller, Said], str]
) -> HttpResponse:
    """Do it and lead back to the page; what stands in the way is said there, and what was typed is kept."""
    get_object_or_404(Retirement, pk=retirement_id)
    try:
        told = do(caller_of(request), request.POST.dict())
    except ValueError as error:
        return _show(request, retirement_id, form, str(error))
    messages.success(request, told)
    return redirect("estate:retirement", retirement_id)


def _show(request: HttpRequest, retirement_id: UUID, form: str = "", error: str = "") -> HttpResponse:
    get_object_or_404(Retirement, pk=retirement_id)
    caller = caller_of(request)
    context = {
        **page_of(retirement_of(caller, retirement_id), request.POST.dict() if error else {}),
        "may_work": allowed(caller, WORK),
        "may_sign": allowed(caller, SIGN),
        "form": form,
        "error": error,
    }
    return render(request, "estate/retirement.html", context, status=422 if error else 200)


def _id(said: Said, name: str) -> UUID:
    try:
        return UUID(said.get(name, ""))
    except ValueError:
        raise ValueError("Choose which of them.") from None
