"""What a form, an API body and a printed copy are made from: something that happened, and the questions about it."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any, ClassVar, Self, get_args

from django.utils import timezone
from pydantic import ValidationInfo, field_validator, model_validator

from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import Part, refuse_unlisted_codes
from daybook.records.reports.values import Moment

STORED = {"stored": True}
"""Validation context for what was checked when it was written: today's codes and rules do not judge it again."""


class Judged(Part):
    """A part with rules of its own, which do not judge again what was stored."""

    @model_validator(mode="after")
    def _hard_rules(self, info: ValidationInfo) -> Self:
        if info.context != STORED:
            self.check_codes()
            self.check_rules()
        return self

    def check_codes(self) -> None:
        """Every coded field holds a code of its list."""
        refuse_unlisted_codes(self)

    def check_rules(self) -> None:
        """What cannot be true, whatever else is on record: raise ValueError with a sentence."""


def not_in_the_future(value: Any) -> Any:
    """A moment that has come; five minutes are forgiven to a clock that is fast."""
    if value and value > timezone.now() + timedelta(minutes=5):
        raise ValueError("This is in the future. Check the date and the time.")
    return value


class Form(Judged):
    """Subclasses say what they are in class variables and ask their questions as annotated fields."""

    do_not_call_in_templates: ClassVar[bool] = True
    slug: ClassVar[str] = ""
    title: ClassVar[str] = ""
    happened: ClassVar[str] = "When"

    happened_at: Annotated[Moment, Ask("When", hint="Day, month, year and time")]

    @field_validator("happened_at")
    @classmethod
    def _not_in_the_future(cls, value: Any) -> Any:
        return not_in_the_future(value)


def inner_model(annotation: Any) -> type[Part] | None:
    """The part a field holds, whether one, optional or a list of them; None for a plain value."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for arg in get_args(annotation) if (found := inner_model(arg))), None)
