"""Scores of the risk framework given by hand."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.actions.judge_risk import judge_risk
from daybook.estate.queries.estate import the_estate
from daybook.estate.risk import CRITERIA
from daybook.estate.views.systems import JUDGE, find
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask

NO_SCORE = "none"


@signed_on(JUDGE)
def judge(request: HttpRequest, system_id: UUID, code: str) -> HttpResponse:
    """Score one criterion of one system, or take the score back."""
    if code not in CRITERIA:
        raise Http404("The framework has no such criterion.")
    row, criterion = find(system_id), CRITERIA[code]
    held = the_estate(caller_of(request)).one(row.pk).scores[code]
    scores = [(str(score), f"{score} {words}") for score, words in enumerate(criterion.words, 1)]
    if held.basis == "judged":
        scores.append((NO_SCORE, "Take the score back"))
    questions = (
        Question("score", "Score", "pick", options=scores, needed="Choose a score."),
        Question(
            "reason", "Why", "long", needed="Say why: the reason stands beside the score.", longest=1000
        ),
        Question("evidence", "Where the evidence is", hint="A reference or an address", longest=300),
    )

    def act(values: dict[str, Any]) -> None:
        score = None if values["score"] == NO_SCORE else int(values["score"])
        judge_risk(caller_of(request), row, code, score, reason=values["reason"], evidence=values["evidence"])

    page = Page(
        f"{criterion.code} {criterion.title}",
        reverse("estate:system", args=[row.pk]),
        row.name,
        questions,
        words=f"As it stands: {held.score or 'not scored'}. {held.evidence}",
        initial={"score": str(held.score or "")},
    )
    return ask(request, page, act)
