"""Checking the answers to a change's questions: by their class, then against what was told before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from daybook.records.forms.check import Checked, errors_by_path, path_and_sentence
from daybook.records.reports.change import Change, Questions, Told


@dataclass(frozen=True, slots=True)
class Answered:
    """The outcome: `answers` where all hard rules hold, None where a change asks nothing or something is wrong."""

    answers: Questions | None
    checked: Checked

    @property
    def accepted(self) -> bool:
        return not self.checked.errors and not self.checked.unanswered


def check_change(
    change: Change, told: Told, typed: dict[str, Any], reasons: dict[str, str] | None = None
) -> Answered:
    """Validate what was typed for a change; `reasons` are the answers to soft findings, by the finding's key."""
    given = {key: text.strip() for key, text in (reasons or {}).items() if text.strip()}
    if change.asks is None:
        unasked = dict.fromkeys(typed, "This change asks only for its reason. Leave this out.")
        return Answered(None, Checked(errors=unasked, reasons=given))
    try:
        answers = change.asks.model_validate(typed)
        answers.check_against(told)
    except ValidationError as error:
        return Answered(None, Checked(errors=errors_by_path(change.asks, error), reasons=given))
    except ValueError as error:
        path, words = path_and_sentence(str(error))
        return Answered(None, Checked(errors={path: words}, reasons=given))
    return Answered(answers, Checked(warned=answers.warnings(told), reasons=given))
