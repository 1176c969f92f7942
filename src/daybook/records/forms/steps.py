"""What the buttons inside a form do to what was typed: add and remove people, choose one, find offences.

Each button is named `do` and carries `verb:path` or `verb:path:value`, so that every step works without scripts.
"""

from __future__ import annotations

from dataclasses import dataclass

from daybook.records.forms.typed import Typed, empty
from daybook.records.reports.base import Report, inner_model

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
        return int(self.path.split(".")[1])


class UnknownStepError(ValueError):
    """The form has no such button."""


def take(kind: type[Report], typed: Typed, step: Step) -> None:
    """Carry out a step on what was typed. Steps that only look (`look`, `find`) change nothing here."""
    if step.verb in {SUBMIT, "look", "find", "save"}:
        return
    if step.field not in kind.model_fields:
        raise UnknownStepError(f"The form has no part {step.field}.")
    rows = typed.setdefault(step.field, [])
    match step.verb:
        case "add":
            rows.append(_blank(kind, step.field))
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


def _blank(kind: type[Report], field: str) -> Typed:
    part = inner_model(kind.model_fields[field].annotation)
    return empty(part) if part else {}
