"""The data quality desk: what waits, one pair at a time, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.permission import allowed
from daybook.access.views_guard import consults, signed_on
from daybook.nominals import locks
from daybook.nominals.actions.decide import decide as judge
from daybook.nominals.actions.undo_decision import undo_decision
from daybook.nominals.evidence import NoSuchRecordError, evidence_of
from daybook.nominals.four_eyes import ProposedError
from daybook.nominals.judging import CannotDecide
from daybook.nominals.kinds import PAIR_FETCHED_AHEAD, PAIR_VIEWED
from daybook.nominals.membership import JudgedOneError
from daybook.nominals.models import OWN, Decision, ReviewCase, Verdict
from daybook.nominals.pictures import pair_chart
from daybook.nominals.queries import desk as queue
from daybook.nominals.queries.became import became
from daybook.nominals.queries.beside import beside
from daybook.nominals.queries.filter import require_visible
from daybook.nominals.queries.proposals import proposals_waiting
from daybook.nominals.queries.sides import Side, sides_of, system_name, together
from daybook.nominals.sight import ChangedError, sight
from daybook.web.charts import csv_asked

WORK = "nominals.work-desk"
SHOWN = 50


@require_GET
@signed_on(WORK)
def desk(request: HttpRequest) -> HttpResponse:
    """The queue by harm and what was decided today; no name stands here."""
    caller = caller_of(request)
    waiting = queue.waiting(caller)
    done = queue.decided_today(caller)
    context = {
        "cases": [(case, *_systems(case), locks.is_anothers(case, caller)) for case in waiting[:SHOWN]],
        "count": waiting.count(),
        "kinds": queue.by_trouble(caller),
        "done": done,
        "proposals": proposals_waiting(caller, most=SHOWN),
        "mine": sum(one.mine for one in done),
        "may_choose_model": allowed(caller, "nominals.put-model-in-force"),
        "may_register": allowed(caller, "nominals.register-systems"),
    }
    return render(request, "nominals/desk.html", context)


def _systems(case: ReviewCase) -> tuple[str, str]:
    return system_name(case.first_system), system_name(case.second_system)


@require_GET
@signed_on(WORK)
def next_case(request: HttpRequest) -> HttpResponse:
    """Lead to the most harmful pair on which nobody else works."""
    found = queue.next_case(caller_of(request))
    return redirect("nominals:case", found.pk) if found else redirect("nominals:desk")


@require_GET
@consults(PAIR_VIEWED, WORK)
def case(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """One pair side by side, with the weights; it is the caller's for 10 minutes.

    What the page's script fetches ahead is told among the looks as such, shown or not; once shown, it is a look too.
    """
    found = _case(caller_of(request), case_id)
    return _show(request, found, kind=PAIR_FETCHED_AHEAD if _is_ahead(request) else PAIR_VIEWED)


def _is_ahead(request: HttpRequest) -> bool:
    """An address that somebody opened is a look, whatever it says; so is a file, which is nothing to show later."""
    return _by_script(request) and "ahead" in request.GET and "csv" not in request.GET


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def _case(caller: Caller, case_id: int) -> ReviewCase:
    found = ReviewCase.objects.filter(pk=case_id).first()
    if found is None:
        raise Http404("There is no such case.")
    try:
        require_visible(caller, (found.first, found.second))
    except NoSuchRecordError as error:
        raise Http404(str(error)) from None
    return found


def _show(
    request: HttpRequest, found: ReviewCase, error: str = "", kind: str = PAIR_VIEWED, status: int = 422
) -> HttpResponseBase:
    caller = caller_of(request)
    with suppress(CannotDecide):  # another works on it: the page says who
        locks.take(caller, found.pk)
    found.refresh_from_db()
    seen = sight(found.first, found.second)  # first: what is read after it may only be newer
    evidence = evidence_of(found.first, found.second)
    chart = pair_chart(evidence)
    sides = sides_of((found.first, found.second))
    persons = beside(caller, (found.first, found.second))
    others = {line.side.record: line.side for one in persons for line in one.lines}
    consult(request, (sides | others).values(), kind)
    if (answer := csv_asked(request, [chart])) is not None:
        return answer
    first, second = sides[found.first], sides[found.second]
    following = queue.next_case(caller, after=found.pk)
    context = {
        "case": found,
        "first": first,
        "second": second,
        "rows": together(first, second),
        "chart": chart,
        "evidence": evidence,
        "persons": persons,
        "seen": seen,
        "became": became(caller, found),
        "error": error,
        "reason": request.POST.get("reason", ""),
        "verified": request.POST.get("verified", ""),
        "answered": dict(Verdict.choices).get(request.POST.get("verdict", ""), ""),
        "next": following,
        "left": queue.waiting(caller).count(),
        "mine": _decided(caller),
    }
    return render(request, "nominals/case.html", context, status=status if error else 200)


def consult(request: HttpRequest, sides: Iterable[Side], kind: str = PAIR_VIEWED) -> None:
    """Write whose records the page shows: ours as people, another system's by its latest version."""
    for side in sides:
        if side.record[0] == OWN:
            consulted(request).add("person", UUID(side.record[1]), kind)
        elif side.source is not None:
            consulted(request).add("sourcerecord", side.source.pk, kind)


@require_POST
@consults(PAIR_VIEWED, WORK, always=False)
def decide(request: HttpRequest, case_id: int) -> HttpResponseBase:
    """Write the judgement and lead to the next pair; what stands in the way is said beside the pair."""
    caller = caller_of(request)
    found, said = _case(caller, case_id), request.POST
    try:
        verdict = Verdict(said.get("verdict", ""))
    except ValueError:
        return _show(
            request, found, "Say whether they are the same person, different, or that you are not sure."
        )
    why, verified = said.get("reason", ""), bool(said.get("verified"))
    try:
        pair, seen = (found.first, found.second), said.getlist("seen")
        made = judge(caller, *pair, verdict, reason=why, verified=verified, seen=seen)
    except ProposedError as proposed:
        return _go_on(request, found, str(proposed))
    except ChangedError as changed:
        return _show(request, found, str(changed), status=409)
    except NoSuchRecordError as gone:
        raise Http404(str(gone)) from None
    except (CannotDecide, JudgedOneError) as error:
        return _show(request, found, str(error))
    return _go_on(request, found, f"Written: {verdict.label.lower()}.", made.operation)


def _go_on(
    request: HttpRequest, found: ReviewCase, said: str, operation: UUID | None = None
) -> HttpResponseBase:
    """Lead to the next pair. The page's script, which has fetched that ahead, is told which it is and how many wait.

    It shows the pair at once, so the look is written here.
    """
    caller = caller_of(request)
    following = queue.next_case(caller)
    if not _by_script(request) or following is None:
        messages.success(request, said)
        return redirect("nominals:next")
    pair = following.first, following.second
    others = [line.side for one in beside(caller, pair) for line in one.lines]
    consult(request, {side.record: side for side in [*sides_of(pair).values(), *others]}.values())
    return JsonResponse(
        {
            "next": reverse("nominals:case", args=[following.pk]),
            "left": queue.waiting(caller).count(),
            "mine": _decided(caller),
            "said": said,
            "undo": reverse("nominals:undo", args=[operation]) if operation else "",
            "again": found.pk,
            "seen": sight(*pair),
        }
    )


def _decided(caller: Caller) -> int:
    return sum(one.mine for one in queue.decided_today(caller))


@require_POST
@signed_on(WORK)
def undo(request: HttpRequest, operation: UUID) -> HttpResponse:
    """Take a decision back; `again` is the pair to show anew, else the desk is."""
    try:
        undo_decision(caller_of(request), operation, reason=request.POST.get("reason", ""))
    except (Decision.DoesNotExist, NoSuchRecordError):
        raise Http404("There is no such decision.") from None
    except ProposedError as proposed:
        messages.success(request, str(proposed))
    except (CannotDecide, JudgedOneError) as error:
        messages.error(request, str(error))
    else:
        messages.success(
            request, "Undone: links are as they were before, and every old system is told again."
        )
    again = request.POST.get("again", "")
    return redirect("nominals:case", int(again)) if again.isdecimal() else redirect("nominals:desk")
