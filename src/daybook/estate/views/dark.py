"""Dark systems: paid for or signed on to, and on no register."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.access.views_guard import signed_on
from daybook.estate.actions.register_dark import register_dark
from daybook.estate.actions.set_aside_dark import set_aside_dark
from daybook.estate.models import DarkSystem
from daybook.estate.queries.duplicates import SEE, dark_systems, last_look
from daybook.estate.register.words import CountingClass
from daybook.estate.shown import about, day, pounds
from daybook.estate.views.systems import JUDGE, KEEP
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask
from daybook.web.forms import error_summary


@signed_on(SEE)
def dark(request: HttpRequest) -> HttpResponse:
    """Each with its traces; a name that is no system is set aside with a reason."""
    caller, error, typed = caller_of(request), "", ("", "")
    if request.method == "POST":
        typed = request.POST.get("name", ""), request.POST.get("reason", "")
        try:
            set_aside_dark(caller, typed[0], reason=typed[1])
        except ValueError as wrong:
            error = str(wrong)
        else:
            messages.success(request, f"{typed[0]} is set aside and is not found again.")
            return redirect("estate:dark")
    found = dark_systems(caller)
    context = {
        "found": [_shown(place, row, typed) for place, row in enumerate(found)],
        "count": len(found),
        "paid": about(sum(row.pence for row in found)),
        "look": last_look(caller),
        "summary": error_summary([("found", error)]) if error else None,
        "may_judge": allowed(caller, JUDGE),
        "may_keep": allowed(caller, KEEP),
    }
    return render(request, "estate/dark.html", context, status=422 if error else 200)


@signed_on(KEEP)
def put_on_register(request: HttpRequest, found_id: int) -> HttpResponse:
    """It is a system: enter it, with every name it goes by."""
    found = DarkSystem.objects.filter(pk=found_id).first()
    if found is None:
        raise Http404("It is on the register by now, set aside, or a later look found it anew. See the list.")
    classes = [(word.value, word.label) for word in CountingClass]
    questions = (
        Question("number", "Number", needed="Give it a number of your own.", longest=40),
        Question("title", "Name", needed="Give it a name.", longest=120),
        Question("counting_class", "Counting class", "list", options=classes, needed="Choose its class."),
    )

    def act(values: dict[str, Any]) -> None:
        register_dark(caller_of(request), found.name, **values)

    page = Page(
        f"Put {found.name} on the register",
        reverse("estate:dark"),
        "Dark systems",
        questions,
        words=" ".join(trace_words(one) for one in found.traces),
        button="Put on the register",
        done="It is on the register, with every name it goes by.",
        initial={"title": found.names[0].title()[:120]},
    )
    return ask(request, page, act)


def _shown(place: int, row: DarkSystem, typed: tuple[str, str]) -> dict[str, Any]:
    reason = typed[1] if typed[0] == row.name else ""
    return {
        "row": row,
        "place": place,
        "evidence": [trace_words(one) for one in row.traces],
        "reason": reason,
    }


def trace_words(trace: dict[str, Any]) -> str:
    """What one source says of it, in a sentence."""
    last = f", the last on {day(date.fromisoformat(trace['last_on']))}" if trace["last_on"] else ""
    count = trace["count"]
    match trace["source"]:
        case "ledger":
            payments = "1 payment" if count == 1 else f"{count} payments"
            where = ", booked where nothing under a registered contract is" if trace.get("elsewhere") else ""
            return (
                f"Ledger: {payments} for “{trace['name']}”, {pounds(trace['pence'])} together{last}{where}."
            )
        case "sign-on":
            people = "1 person" if trace["users"] == 1 else f"{trace['users']} people"
            return f"Sign-on log: {people} used “{trace['name']}”{last}."
    return f"DNS: {', '.join(trace.get('keys') or [trace['name']])}."
