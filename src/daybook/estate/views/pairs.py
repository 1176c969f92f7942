"""Two systems side by side, and the verdict whether they do the same work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.actions.judge_pair import judge_pair
from daybook.estate.register.words import PairVerdict
from daybook.estate.views.systems import JUDGE, find
from daybook.records.forms.questions import Question
from daybook.records.views.asking import Page, ask

VERDICTS = (
    (PairVerdict.DUPLICATE.value, "They do the same work: one of them can go"),
    (PairVerdict.DIFFERENT.value, "They do different work"),
)
QUESTIONS = (
    Question("verdict", "What you found", "pick", options=VERDICTS, needed="Choose what you found."),
    Question("reason", "Why", "long", longest=1000),
)


@signed_on(JUDGE)
def judge(request: HttpRequest, first_id: UUID, second_id: UUID) -> HttpResponse:
    """Give the verdict of a pair."""
    first, second = find(first_id), find(second_id)

    def act(values: dict[str, Any]) -> None:
        judge_pair(caller_of(request), first, second, values["verdict"], reason=values["reason"])

    title = f"{first.name} and {second.name}"
    back = reverse("estate:system", args=[first.pk])
    return ask(request, Page(title, back, first.name, QUESTIONS, done="The verdict is kept."), act)
