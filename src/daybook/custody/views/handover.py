"""The handover of a shift: read on one page or on paper, signed by both custody officers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.views_guard import consults
from daybook.custody.actions.hand_over import hand_over
from daybook.custody.actions.take_over import take_over
from daybook.custody.handing_over import shift
from daybook.custody.models import Suite
from daybook.custody.views.suites import suite_or_404

TAKE = "take"
LONGEST_NOTES = 4000


@consults("custody-handover:viewed", "custody.see-record")
def handover(request: HttpRequest, code: str) -> HttpResponse:
    """Who is here, what is due, what changed; a POST signs."""
    suite = suite_or_404(code)
    typed, error = "", ""
    if request.method == "POST":
        typed = request.POST.get("notes", "")
        error = _sign(request, suite, typed)
        if not error:
            return redirect(request.path)
    return _page(request, suite, typed, error)


def _sign(request: HttpRequest, suite: Suite, notes: str) -> str:
    """Sign as asked; the sentence that refuses it, or nothing."""
    caller = caller_of(request)
    try:
        if request.POST.get("do") == TAKE:
            take_over(caller, suite)
            messages.success(request, "You have taken over. Both signatures stand in the book.")
        elif len(notes) > LONGEST_NOTES:
            return f"The notes may have {LONGEST_NOTES} characters; these have {len(notes)}. Shorten them."
        else:
            hand_over(caller, suite, notes=notes)
            messages.success(request, "You have signed. The officer who comes signs on and takes over.")
    except ValueError as error:
        return str(error)
    return ""


def _page(request: HttpRequest, suite: Suite, typed: str, error: str) -> HttpResponse:
    caller, now = caller_of(request), timezone.now()
    found = shift(caller, suite, now)
    shown = [*found.here, *found.left]
    consulted(request).search("custody-handover", len(shown), [one.record.pk for one in shown])
    mine = bool(found.waiting and caller.user and found.waiting.given_by_id == caller.user.pk)
    context = {
        "suite": suite,
        "shift": found,
        "now": now,
        "notes": typed or (found.waiting.notes if found.waiting and mine else ""),
        "error": error,
        "may_sign": allowed(caller, "custody.hand-over"),
        "mine": mine,
    }
    return render(request, "custody/handover.html", context, status=422 if error else 200)
