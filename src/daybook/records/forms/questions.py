"""Small forms as data: a list of questions, read from a post and shown by the page components.

For what is too small for a report: an alias, a warning, a reason.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from daybook.web.forms import DateError, choices, date_items, error_summary, read_date, typed_date


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `kind`: text, number, long (a text area), day, list (a select) or pick (radios)."""

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    options: Sequence[tuple[str, str]] = ()
    needed: str = ""
    """The sentence shown when nothing is typed; empty where the answer may be left out."""
    longest: int = 200


@dataclass(slots=True)
class Answers:
    """What was typed, what it means, and what is wrong with it: pairs of question and sentence."""

    typed: dict[str, Any] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)


def read_answers(questions: Sequence[Question], data: Mapping[str, Any]) -> Answers:
    """Read a post. Every wrong answer gets a sentence; all that was typed is kept."""
    answers = Answers()
    for question in questions:
        answers.typed[question.name] = typed = _typed(question, data)
        try:
            value = _value(question, typed)
        except ValueError as error:
            answers.errors.append((question.name, str(error)))
            continue
        if question.needed and value in (None, ""):
            answers.errors.append((question.name, question.needed))
        answers.values[question.name] = value
    return answers


def components(questions: Sequence[Question], answers: Answers) -> list[tuple[str, dict[str, Any]]]:
    """Name and parameters of the page component for each question."""
    wrong = dict(answers.errors)
    return [
        (
            COMPONENTS[question.kind],
            _params(question, answers.typed.get(question.name, ""), wrong.get(question.name, "")),
        )
        for question in questions
    ]


def summary(questions: Sequence[Question], answers: Answers) -> dict[str, Any] | None:
    """Parameters of the error summary, or None where nothing is wrong."""
    if not answers.errors:
        return None
    days = {question.name for question in questions if question.kind == "day"}
    lines = [(f"{name}-day" if name in days else name, text) for name, text in answers.errors]
    return error_summary(lines)


COMPONENTS = {
    "text": "input",
    "number": "input",
    "long": "textarea",
    "day": "date-input",
    "list": "select",
    "pick": "radios",
}


def _typed(question: Question, data: Mapping[str, Any]) -> Any:
    if question.kind == "day":
        return typed_date(question.name, data)
    return str(data.get(question.name, "")).strip()


def _value(question: Question, typed: Any) -> Any:
    if question.kind == "day":
        try:
            return read_date(typed)
        except DateError as error:
            raise ValueError(f"{question.label}: {error}") from None
    if len(typed) > question.longest:
        raise ValueError(
            f"{question.label} may have {question.longest} characters; this has {len(typed)}. Shorten it."
        )
    if question.kind == "number":
        return _number(question, typed)
    if question.options and typed and typed not in dict(question.options):
        raise ValueError(f"{question.label}: choose one from the list.")
    return typed


def _number(question: Question, typed: str) -> int | None:
    if typed and not (typed.isascii() and typed.isdigit()):
        raise ValueError(f"{question.label}: enter a whole number in digits.")
    return int(typed) if typed else None


def _params(question: Question, typed: Any, error: str) -> dict[str, Any]:
    params: dict[str, Any] = {"id": question.name, "name": question.name}
    if question.hint:
        params["hint"] = {"text": question.hint}
    if error:
        params["errorMessage"] = {"text": error}
    heading = {"text": question.label, "classes": "govuk-label--s"}
    if question.kind in {"day", "pick"}:
        legend = {"text": question.label, "classes": "govuk-fieldset__legend--s"}
        params["fieldset"] = {"legend": legend}
    else:
        params["label"] = heading
    return {**params, **_content(question, typed)}


def _content(question: Question, typed: Any) -> dict[str, Any]:
    match question.kind:
        case "day":
            return {"items": date_items(question.name, typed or {})}
        case "pick":
            return {"idPrefix": question.name, "items": choices(question.options), "value": typed}
        case "list":
            return {"items": choices(question.options, blank="Choose"), "value": typed}
        case "number":
            return {"value": typed, "inputmode": "numeric", "classes": "govuk-input--width-4"}
    return {"value": typed, "autocomplete": "off"}
