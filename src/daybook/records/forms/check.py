"""Checking what was typed against a report class: a report, or the sentences that say what to mend and where."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from daybook.records.ages import ages_of
from daybook.records.forms.typed import Typed
from daybook.records.reports.ask import Ask, ask_of, sentence
from daybook.records.reports.base import Report
from daybook.records.reports.entries import Part
from daybook.records.reports.findings import Warned
from daybook.records.reports.form import inner_model

MISSING = {"missing", "string_too_short", "too_short"}
_FIELD = re.compile(r"^([a-z_0-9.]+): (.+)$", re.DOTALL)


@dataclass(slots=True)
class Checked:
    """The outcome: `report` where all hard rules hold; errors by path; soft findings still without a reason."""

    report: Report | None = None
    errors: dict[str, str] = field(default_factory=dict)
    warned: list[Warned] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)

    @property
    def accepted(self) -> bool:
        return self.report is not None and not self.unanswered

    @property
    def unanswered(self) -> list[Warned]:
        return [finding for finding in self.warned if not self.reasons.get(finding.key)]


def check(
    kind: type[Report], typed: Typed | dict[str, Any], reasons: dict[str, str] | None = None
) -> Checked:
    """Validate; `reasons` are the officer's answers to soft findings, by the finding's key."""
    given = {key: text.strip() for key, text in (reasons or {}).items() if text.strip()}
    try:
        report = kind.model_validate(typed)
    except ValidationError as error:
        return Checked(errors=errors_by_path(kind, error), reasons=given)
    if wrong := _wrong_age(report):
        return Checked(errors=wrong, reasons=given)
    return Checked(report=report, warned=report.warnings(), reasons=given)


def _wrong_age(report: Report) -> dict[str, str]:
    """What cannot be of somebody this old, where the type has such rules."""
    try:
        if report.minds_ages:
            report.check_ages(ages_of(report))
    except ValueError as error:
        path, words = path_and_sentence(str(error))
        return {path: words}
    return {}


def errors_by_path(kind: type[Part], error: ValidationError) -> dict[str, str]:
    """One sentence for each field at fault, in the order of the form."""
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False):
        path, message = place_and_sentence(kind, detail)
        found.setdefault(path, message)
    return found


def place_and_sentence(kind: type[Part], detail: ErrorDetails) -> tuple[str, str]:
    path = ".".join(str(step) for step in detail["loc"])
    if detail["type"] in MISSING or detail.get("input") in (None, ""):
        return path, _missing(kind, detail)
    if detail["type"] != "value_error":
        return path, _limit(kind, detail) or sentence(detail["msg"].replace("Input", "This"))
    message = str(detail["ctx"]["error"])
    field, words = path_and_sentence(message)
    if field and not path.endswith(field):
        return f"{path}.{field}" if path else field, words
    return path, sentence(message)


def path_and_sentence(message: str) -> tuple[str, str]:
    """A rule's message taken apart: `seal: Enter the number.` names the field, others name none."""
    match = _FIELD.match(message)
    return (match[1], sentence(match[2])) if match else ("", sentence(message))


def _limit(kind: type[Part], detail: ErrorDetails) -> str:
    """The sentence for a value beyond what its field holds; empty for any other fault."""
    asked, limits = _asked(kind, detail), detail.get("ctx", {})
    label = asked.label if asked else "This"
    match detail["type"]:
        case "string_too_long":
            return f"{label}: write at most {limits['max_length']:,} characters."
        case "too_long" if isinstance(detail["input"], str):
            held = len(detail["input"].strip())
            return f"{label}: write at most {limits['max_length']:,} characters; these are {held:,}."
        case "too_long":
            return f"{label}: at most {limits['max_length']:,} may be given here."
        case "greater_than_equal":
            return f"{label}: this must be {limits['ge']:,} or more."
        case "less_than_equal":
            return f"{label}: this must be {limits['le']:,} or less."
        case "less_than":
            return f"{label}: this must be less than {limits['lt']:,}."
    return ""


def _missing(kind: type[Part], detail: ErrorDetails) -> str:
    asked = _asked(kind, detail)
    return asked.missing_sentence if asked else "Enter this."


def _asked(kind: type[Part], detail: ErrorDetails) -> Ask | None:
    """How the field at fault is asked; None where the fault lies in no field."""
    part: type[Part] | None = kind
    asked = None
    for step in detail["loc"]:
        if part is None or not isinstance(step, str) or step not in part.model_fields:
            continue
        asked = ask_of(part.model_fields[step], step)
        part = inner_model(part.model_fields[step].annotation)
    return asked
