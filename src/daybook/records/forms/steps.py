"""What the buttons inside a form do to what was typed: add and remove people, choose one, find offences.

Each button is named `do` and carries `verb:path` or `verb:path:value`, so that every step works without scripts.
"""

from __future__ import annotations

from dataclasses import dataclass

from daybook.records.forms.typed import Typed, empty, is_list
from daybook.records.reports.entries import Part
from daybook.records.reports.form import inner_model

SUBMIT = "submit"


@dataclass(frozen=True, slots=True)
class Step:
    """A button pressed: `verb`, the field's path (`victims` or `victims.0`) and a value."""

    verb: str
    path: str = ""
    value: str = ""

    @classmethod
    def of(cls, text: str) -> Step:
        verb, _, rest = text.partition(":")
        path, _, value = rest.partition(":")
        return cls(verb or SUBMIT, path, value)

    @property
    def field(self) -> str:
        return self.path.split(".")[0]

    @property
    def index(self) -> int:
        try:
            return int(self.path.split(".")[1])
        except (IndexError, ValueError):
            raise UnknownStepError(
                "The form has no such button. Go back and use the ones on the page."
            ) from None


class UnknownStepError(ValueError):
    """The form has no such button."""


def take(kind: type[Part], typed: Typed, step: Step) -> None:
    """Carry out a step on what was typed. Steps that only look (`look`, `find`) change nothing here."""
    if step.verb in {SUBMIT, "save"}:
        return
    part = kind.model_fields.get(step.field)
    if part is None or not (inner_model(part.annotation) and is_list(part)):
        raise UnknownStepError("The form has no such button. Go back and use the ones on the page.")
    rows = typed.setdefault(step.field, [])
    match step.verb:
        case "add":
            rows.append(_blank(kind, step.field))
        case "look" if step.index >= len(rows):
            raise UnknownStepError("The form has no such person. Go back and use the buttons on the page.")
        case "remove" if step.index < len(rows):
            del rows[step.index]
        case "choose" if step.index < len(rows):
            rows[step.index] = {"person_id": step.value}
        case "forget" if step.index < len(rows):
            rows[step.index] = _blank(kind, step.field)
        case "offence" if step.value not in [row["code"] for row in rows]:
            rows.append({"code": step.value})
        case "drop":
            typed[step.field] = [row for row in rows if row["code"] != step.value]


def focus_after(typed: Typed, step: Step) -> str:
    """Path of the part of the form that a button was about, so that the page opens there; empty for the whole."""
    if step.verb in {SUBMIT, "save", "start"}:
        return ""
    if step.verb == "add":
        return f"{step.field}.{len(typed[step.field]) - 1}"
    if step.verb == "remove":
        return f"{step.field}.{max(0, min(step.index, len(typed[step.field]) - 1))}"
    return step.path


def _blank(kind: type[Part], field: str) -> Typed:
    part = inner_model(kind.model_fields[field].annotation)
    return empty(part) if part else {}
