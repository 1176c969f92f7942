"""Witness statement (Criminal Justice Act 1967 s.9, form MG11), in the witness's own words, and signed.

The words of the declaration are ours and stand to be checked against the form in force.
"""

from __future__ import annotations

import hashlib
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change
from daybook.records.reports.entries import NUMBER, PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import Text

LONGEST = 60_000
DECLARATION = (
    "This statement, of {pages} signed by me, is true to the best of my knowledge and belief. I make it knowing that,"
    " if it is put in evidence, I can be prosecuted for anything in it that I know to be false or do not believe to"
    " be true."
)


@report_type
class Statement(Report):
    model_config = ConfigDict(extra="forbid", str_max_length=LONGEST)

    slug = "statement"
    title = "Witness statement"
    prefix = "WS"
    group = "Evidence and property"
    happened = "When it was taken"
    at_same_time = False
    statuses: ClassVar[dict[str, str]] = {
        "unsigned": "Not signed",
        "signed": "Signed",
        "retracted": "Retracted by the witness",
    }
    amended_to = "unsigned"
    signs = True
    changes = (
        Change(
            "retract",
            "Statement retracted",
            "statement:retracted",
            "retracted",
            "Record that the witness retracts it",
            hint="What was said and signed stays to be read.",
            why="What the witness says now",
        ),
    )
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "witness": frozenset({"witness", "victim", "personReporting", "finderOfItem"})
    }

    witness: Annotated[
        list[PersonEntry],
        Ask("Witness", section="Who", add="Add the witness", remove="Remove this person"),
        Role("witness"),
        Field(min_length=1, max_length=1),
    ]
    age_if_child: Annotated[
        int | None, Field(ge=0, le=17), NUMBER, Ask("Age, if under 18", width=2, folded=True)
    ] = None
    text: Annotated[
        Text,
        Ask(
            "The statement, in the witness's own words",
            section="The statement",
            rows=18,
            missing="Write the statement.",
        ),
        Field(min_length=1, max_length=LONGEST),
    ]
    pages: Annotated[int, Field(ge=1, le=200), NUMBER, Ask("Number of pages", width=3)] = 1
    language: Annotated[Text, Ask("Language, if not English", folded=True), Field(max_length=40)] = ""
    interpreter: Annotated[Text, Ask("Interpreter", folded=True), Field(max_length=120)] = ""

    def check_rules(self) -> None:
        if self.language and not self.interpreter:
            raise ValueError("interpreter: Name the interpreter who put the statement into English.")

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if len(self.text) < 100:
            found.append(
                Warned("short", "text", "This statement is very short. Is that all the witness says?")
            )
        return found


def signed_words(text: str, pages: int) -> str:
    """The very text that a signature holds for: the statement, then the declaration with its number of pages."""
    return f"{text}\n\n{DECLARATION.format(pages=pages_in_words(pages))}"


def pages_in_words(pages: int) -> str:
    return "1 page" if pages == 1 else f"{pages} pages"


def fingerprint(words: str) -> str:
    """SHA-256 of the text in UTF-8, as 64 hexadecimal digits."""
    return hashlib.sha256(words.encode()).hexdigest()
