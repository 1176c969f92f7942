"""One field of a report as a page component: the kind of question follows from the field's type."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from pydantic.fields import FieldInfo

from daybook.records.forms.typed import boxes_of, holds, is_list
from daybook.records.reports.ask import Ask, ask_of, codes_of
from daybook.web.components import render

Params = dict[str, Any]
MANY = 7
INLINE = 4


@dataclass(frozen=True, slots=True)
class Question:
    """A field in its place in the form, with what was typed and what is wrong with it."""

    path: str
    name: str
    field: FieldInfo
    typed: Any
    error: str = ""
    label: str = ""
    within: Mapping[str, SafeString] = dataclasses.field(default_factory=dict)
    """What is asked further under an answer, as HTML by the answer."""
    options: Sequence[tuple[str, str]] = ()
    """The answers that the page offers, where not all of the class's."""

    @property
    def codes(self) -> Sequence[tuple[str, str]]:
        return self.options or codes_of(self.ask)

    @property
    def ask(self) -> Ask:
        return ask_of(self.field, self.name)

    @property
    def id(self) -> str:
        return html_id(self.path)

    def common(self) -> Params:
        params: Params = {"id": self.id, "name": self.path}
        if self.ask.hint:
            params["hint"] = {"text": self.ask.hint}
        if self.error:
            params["errorMessage"] = {"text": self.error}
        return params


def html_id(path: str) -> str:
    """An element's id for a path: dots would have to be escaped in selectors."""
    return path.replace(".", "-").replace("_", "-")


def question_html(question: Question, label: str = "") -> SafeString:
    """The field as HTML; `label` where the report calls a shared field by its own words."""
    return _component(question)(replace(question, label=label or question.ask.label))


def _component(question: Question) -> Callable[[Question], SafeString]:
    codes = question.codes
    if is_list(question.field) and codes:
        return _checkboxes
    if codes:
        return _select if len(codes) > MANY or question.ask.choose else _radios
    if holds(question.field, date):
        return _date
    if holds(question.field, bool):
        return _tick
    return _textarea if question.ask.rows else _input


def _input(question: Question) -> SafeString:
    params = question.common() | {"label": {"text": question.label}, "value": question.typed or ""}
    if question.ask.width:
        params["classes"] = f"govuk-input--width-{question.ask.width}"
    if holds(question.field, int) and not holds(question.field, bool):
        params["inputmode"] = "numeric"
    return render("input", params | {"autocomplete": "off", "spellcheck": False})


def _textarea(question: Question) -> SafeString:
    typed = question.typed
    text = "\n".join(typed) if isinstance(typed, list) else typed or ""
    params = question.common() | {
        "label": {"text": question.label},
        "rows": str(question.ask.rows),
        "value": text,
    }
    return render("textarea", params)


def _legend(question: Question) -> Params:
    return {"legend": {"text": question.label, "classes": "govuk-fieldset__legend--s"}}


def _items(question: Question) -> list[Params]:
    chosen = question.typed if isinstance(question.typed, list) else [question.typed]
    return [
        {"value": code, "text": label, "checked": code in chosen} | further(question, code)
        for code, label in question.codes
    ]


def further(question: Question, answer: str) -> Params:
    """What an answer opens beneath itself."""
    html = question.within.get(answer)
    return {"conditional": {"html": html}} if html else {}


def _radios(question: Question) -> SafeString:
    params = question.common() | {
        "idPrefix": question.id,
        "fieldset": _legend(question),
        "items": _items(question),
    }
    is_inline = len(params["items"]) <= INLINE and not question.within
    inline = " govuk-radios--inline" if is_inline else ""
    return render("radios", params | {"classes": f"govuk-radios--small{inline}"})


def _checkboxes(question: Question) -> SafeString:
    params = question.common() | {
        "idPrefix": question.id,
        "fieldset": _legend(question),
        "items": _items(question),
    }
    return render("checkboxes", params | {"classes": "govuk-checkboxes--small"})


def _tick(question: Question) -> SafeString:
    item = {"value": "yes", "text": question.label, "checked": question.typed in ("yes", True)}
    item |= further(question, "yes")
    params = question.common() | {
        "idPrefix": question.id,
        "items": [item],
        "classes": "govuk-checkboxes--small",
    }
    return render("checkboxes", params)


def _select(question: Question) -> SafeString:
    first = [{"value": "", "text": question.ask.choose}] if question.ask.choose else []
    items = [
        {"value": code, "text": label, "selected": code == question.typed} for code, label in question.codes
    ]
    params = question.common() | {"label": {"text": question.label}, "items": first + items}
    return render("select", params)


BOX_WIDTHS = {"day": 2, "month": 2, "year": 4, "time": 4}


def _date(question: Question) -> SafeString:
    typed = question.typed if isinstance(question.typed, dict) else {}
    error = " govuk-input--error" if question.error else ""
    items = [
        {
            "id": f"{question.id}-{box}",
            "name": f"{question.path}.{box}",
            "label": "Time" if box == "time" else box.capitalize(),
            "classes": f"govuk-input--width-{BOX_WIDTHS[box]}{error}",
            "value": typed.get(box, ""),
        }
        for box in boxes_of(question.field)
    ]
    params = question.common() | {"fieldset": _legend(question), "items": items}
    del params["name"]
    return render("date-input", params)
