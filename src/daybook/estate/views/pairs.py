"""Two systems side by side, and the verdict whether they do the same work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.permission import allowed, require
from daybook.access.views_guard import signed_on
from daybook.estate.actions.judge_pair import judge_pair
from daybook.estate.charts import pair_chart
from daybook.estate.models import System
from daybook.estate.queries.duplicates import SEE, next_pair, pair_of
from daybook.estate.queries.estate import shown_year
from daybook.estate.register.fields import SYSTEM_FIELDS
from daybook.estate.register.words import PairVerdict
from daybook.estate.shown import in_words
from daybook.estate.values import RELATED, values_of
from daybook.estate.views.systems import JUDGE, KEEP, find
from daybook.records.forms.questions import Answers, Question, components, read_answers, summary
from daybook.web.charts import csv_asked

VERDICTS = (
    (PairVerdict.DUPLICATE.value, "They do the same work: one of them can go"),
    (PairVerdict.DIFFERENT.value, "They do different work"),
    (PairVerdict.UNSURE.value, "Not sure"),
)
QUESTIONS = (
    Question("verdict", "What you found", "pick", options=VERDICTS, needed="Choose what you found."),
    Question("reason", "Why", "long", longest=1000),
)


@signed_on(SEE)
def judge(request: HttpRequest, first_id: UUID, second_id: UUID) -> HttpResponseBase:
    """What speaks for and against, field beside field, and the verdict."""
    caller = caller_of(request)
    first, second = find(first_id, *RELATED), find(second_id, *RELATED)
    pair, verdict = pair_of(caller, first.pk, second.pk)
    held = {"verdict": verdict.verdict, "reason": verdict.reason} if verdict else {}
    answers = Answers(typed=held)
    if request.method == "POST":
        require(caller, JUDGE)
        answers = read_answers(QUESTIONS, request.POST)
        if not answers.errors and _judged(request, first, second, answers):
            return redirect("estate:judge-pair", first.pk, second.pk)
    chart = pair_chart(pair.evidence, pair.bits) if pair else None
    if chart and (download := csv_asked(request, [chart])):
        return download
    context = {
        "first": first,
        "second": second,
        "chart": chart,
        "next": next_pair(caller),
        "verdict": verdict,
        "both": _side_by_side(first, second),
        "parts": components(QUESTIONS[1:], answers),
        "summary": summary(QUESTIONS, answers),
        "may_judge": allowed(caller, JUDGE),
        "may_keep": allowed(caller, KEEP),
    }
    return render(request, "estate/pair.html", context, status=422 if answers.errors else 200)


def _judged(request: HttpRequest, first: System, second: System, answers: Answers) -> bool:
    given = answers.values
    try:
        judge_pair(caller_of(request), first, second, given["verdict"], reason=given["reason"])
    except ValueError as error:
        answers.errors.append(("", str(error)))
        return False
    messages.success(request, "The verdict is kept. The next look over the register learns from it.")
    return True


def _side_by_side(first: System, second: System) -> list[tuple[str, str, str]]:
    """Fields that at least one of them has."""
    year = shown_year(timezone.localdate())
    left, right = values_of(first, year), values_of(second, year)
    found: list[tuple[str, Any, Any]] = [
        (field.label, in_words(field, left.get(field.name)), in_words(field, right.get(field.name)))
        for field in SYSTEM_FIELDS
    ]
    return [row for row in found if row[1] or row[2]]
