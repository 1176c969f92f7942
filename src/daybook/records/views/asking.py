"""A page that asks a few questions and then does one thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from daybook.records.forms.questions import Answers, Question, components, read_answers, summary


@dataclass(frozen=True, slots=True)
class Page:
    """What the page says: its title, a sentence above the questions, the button, and where it came from."""

    title: str
    back: str
    back_text: str
    questions: Sequence[Question]
    words: str = ""
    button: str = "Save"
    done: str = "Saved."
    initial: dict[str, Any] | None = None


def ask(request: HttpRequest, page: Page, act: Callable[[dict[str, Any]], object]) -> HttpResponse:
    """Show the questions; on a good post call `act` with the values and go back.

    A ValueError of the action is shown above the questions with everything typed still there.
    """
    if request.method != "POST":
        return _shown(request, page, Answers(typed=page.initial or {}))
    answers = read_answers(page.questions, request.POST)
    if not answers.errors:
        try:
            act(answers.values)
        except ValueError as error:
            answers.errors.append(("", str(error)))
        else:
            messages.success(request, page.done)
            return HttpResponseRedirect(page.back)
    return _shown(request, page, answers, status=422)


def _shown(request: HttpRequest, page: Page, answers: Answers, status: int = 200) -> HttpResponse:
    context = {
        "page": page,
        "parts": components(page.questions, answers),
        "summary": summary(page.questions, answers),
    }
    return render(request, "records/ask.html", context, status=status)
