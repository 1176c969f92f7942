"""What becomes of intelligence: evaluated (3x5x2) by another than its author, sanitised, disseminated, reviewed."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import Field

from daybook.records.code_lists import code_list
from daybook.records.reports.ask import Ask
from daybook.records.reports.change import Change, Questions, Told
from daybook.records.reports.values import Text


def graded(name: str, scheme: str = "") -> tuple[tuple[str, str], ...]:
    """The codes of a list with their letters before their words, as those who grade say them."""
    return tuple((one.code, f"{scheme}{one.code}: {one.label}") for one in code_list(name))


EVALUATOR = "records.evaluate-intelligence"


class Evaluation(Questions):
    guarded: ClassVar[frozenset[str]] = frozenset({"risk"})

    source: Annotated[
        Text,
        Ask(
            "Source",
            section="Grading (3x5x2)",
            options=graded("intelligence-source"),
            missing="Grade the source.",
        ),
        Field(min_length=1),
    ]
    information: Annotated[
        Text,
        Ask("Information", options=graded("intelligence-information"), missing="Grade the information."),
        Field(min_length=1),
    ]
    handling: Annotated[
        Text,
        Ask("Handling", options=graded("intelligence-handling"), missing="Choose the handling."),
        Field(min_length=1),
    ]
    conditions: Annotated[
        list[str],
        Ask(
            "Conditions of handling",
            code_list="intelligence-conditions",
            hint="All that apply, for handling C",
        ),
    ] = []
    conditions_words: Annotated[Text, Ask("The conditions in words", rows=2)] = ""
    risk: Annotated[Text, Ask("Risk in using or sharing it", rows=3), Field(min_length=1)]

    def check_rules(self) -> None:
        if self.handling == "C" and not (self.conditions and self.conditions_words):
            raise ValueError("conditions: Handling C needs its conditions: choose them and write them out.")
        if self.handling == "P" and (self.conditions or self.conditions_words):
            raise ValueError("handling: Handling P has no conditions. Choose C, or take the conditions out.")

    def check_against(self, told: Told) -> None:
        if told.by == told.officer:
            raise ValueError("You wrote this report. Another evaluator grades it.")


class Sanitised(Questions):
    text: Annotated[
        Text,
        Ask(
            "The text that others will see",
            section="Sanitised text",
            hint="Nothing that shows who said it, or how it could be known",
            rows=8,
        ),
        Field(min_length=1),
    ]

    def check_against(self, told: Told) -> None:
        if self.text.strip() == str(told.details.get("text", "")).strip():
            return
        provenance = str(told.details.get("provenance", "")).strip()
        if provenance and provenance.lower() in self.text.lower():
            raise ValueError("text: This tells how it is known, word for word. Take that out.")


class Dissemination(Questions):
    to: Annotated[
        Text,
        Ask("To whom", section="Dissemination", hint="Unit or body, one to a line", rows=2),
        Field(min_length=1),
    ]
    purpose: Annotated[Text, Ask("What they need it for", rows=2), Field(min_length=1)]
    conditions_told: Annotated[Text, Ask("Conditions told to them", rows=2)] = ""

    def check_against(self, told: Told) -> None:
        graded = told.last("evaluate")
        if graded and graded.answers["handling"] == "C" and not self.conditions_told:
            raise ValueError("conditions_told: It is graded C: write the conditions that they were told.")


def _step(slug: str, title: str, verb: str, status: str, do: str, after: str, **more: Any) -> Change:
    by: dict[str, Any] = {"permission": EVALUATOR, "why": ""} | more
    return Change(slug, title, f"intelligence:{verb}", status, do, after=frozenset(after.split()), **by)


CHANGES = (
    _step(
        "evaluate",
        "Evaluated",
        "evaluated",
        "evaluated",
        "Evaluate",
        "submitted evaluated review",
        asks=Evaluation,
        repeatable=True,
    ),
    _step(
        "sanitise",
        "Sanitised",
        "sanitised",
        "sanitised",
        "Sanitise",
        "evaluated sanitised",
        asks=Sanitised,
        repeatable=True,
    ),
    _step(
        "disseminate",
        "Disseminated",
        "disseminated",
        "disseminated",
        "Disseminate",
        "sanitised disseminated",
        asks=Dissemination,
        repeatable=True,
    ),
    _step(
        "review", "Review begun", "review-begun", "review", "Review", "disseminated", why="Why it is reviewed"
    ),
    _step("keep", "Kept after review", "kept", "disseminated", "Keep", "review", why="Why it is kept"),
)
