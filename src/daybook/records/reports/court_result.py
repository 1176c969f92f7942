"""Court result: what a court decided of one charge against one person. Until it does, and unless it finds guilt, the
person is innocent; a conviction that is quashed counts nowhere from that moment on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar

from django.utils import timezone
from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.change import Change, Questions, Told
from daybook.records.reports.entries import OffenceEntry, PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.values import Day, Text

GUILTY = "G"
"""The verdict that is a conviction of the charge; guilt of an alternative is a result of its own."""
UNDONE = frozenset({"quashed", "error"})
"""The states in which it counts nowhere."""
WITHOUT_GUILT = frozenset({"1008", "1016"})
"""What a court can order of somebody whom it did not convict (hospital order, bound over): to be read again [K]."""


class Appeal(Questions):
    """An appeal against a conviction, and what became of it."""

    on: Annotated[Day, Ask("Day", section="The appeal", missing="Enter the day.")]
    court: Annotated[
        Text,
        Ask("Court of appeal", missing="Enter the court of appeal."),
        Field(min_length=1, max_length=120),
    ]

    @classmethod
    def fits(cls, details: Mapping[str, Any]) -> bool:
        return details.get("verdict") == GUILTY

    def check_against(self, told: Told) -> None:
        if not self.fits(told.details):
            raise ValueError(
                "There is no conviction here to appeal against. Amend the result if it is wrong."
            )
        if self.on < timezone.localdate(told.happened_at):
            raise ValueError("on: This is before the court decided. Check the day.")
        if self.on > timezone.localdate():
            raise ValueError("on: This is in the future. Check the day.")


@report_type
class CourtResult(Report):
    slug = "court-result"
    title = "Court result"
    prefix = "CT"
    group = "Intelligence, warrants and outcomes"
    happened = "When the court decided"
    at_same_time = False
    comes_from = frozenset({"arrest", "crime"})
    once = ("charge",)
    statuses: ClassVar[dict[str, str]] = {
        "stands": "Stands",
        "appealed": "Under appeal",
        "quashed": "Quashed on appeal",
        "error": "Entered in error",
    }
    changes = (
        Change(
            "appeal",
            "Appeal lodged",
            "court-result:appealed",
            "appealed",
            "Record an appeal",
            after=frozenset({"stands"}),
            asks=Appeal,
            why="",
        ),
        Change(
            "uphold",
            "Appeal dismissed",
            "court-result:upheld",
            "stands",
            "Appeal dismissed",
            after=frozenset({"appealed"}),
            asks=Appeal,
            why="",
        ),
        Change(
            "quash",
            "Conviction quashed",
            "court-result:quashed",
            "quashed",
            "Record as quashed",
            withdraws=True,
            hint="It is taken off the person and counts nowhere, from this moment on.",
            after=frozenset({"stands", "appealed"}),
            asks=Appeal,
        ),
        Change(
            "error",
            "Entered in error",
            "court-result:error",
            "error",
            "Entered in error",
            withdraws=True,
            hint="The court decided nothing of the kind: it is taken off the person.",
            after=frozenset({"stands", "appealed"}),
        ),
    )
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "defendant": frozenset({"charged", "arrested", "suspect", "defendant"})
    }

    defendant: Annotated[
        list[PersonEntry],
        Ask("Defendant", section="Who", add="Add the defendant", remove="Remove this person"),
        Role("defendant"),
        Field(min_length=1, max_length=1),
    ]
    offences: Annotated[
        list[OffenceEntry],
        Ask(
            "Offence",
            section="The charge",
            hint="One charge: each further one, and an alternative that was found instead, is a result of its own",
            missing="Choose the offence.",
        ),
        Field(min_length=1, max_length=1),
    ]
    charge: Annotated[
        Text,
        Ask("Number of the charge", hint="As the court numbers them; 1 where there is one", width=3),
        Field(min_length=1, max_length=3),
    ] = "1"
    court: Annotated[
        Text,
        Ask("Court", section="The decision", missing="Enter the court."),
        Field(min_length=1, max_length=120),
    ]
    court_reference: Annotated[Text, Ask("The court's reference", width=20), Field(max_length=40)] = ""
    plea: Annotated[
        Text,
        Ask("Plea", code_list="plea", choose="Choose", missing="Choose the plea; “No plea” is one."),
        Field(min_length=1),
    ]
    verdict: Annotated[
        Text,
        Ask("Verdict", code_list="verdict", choose="Choose", missing="Choose the verdict."),
        Field(min_length=1),
    ]
    sentence: Annotated[list[str], Ask("What the court imposed", code_list="court-sentences")] = []
    sentence_words: Annotated[
        Text, Ask("In the words of the court", hint="How long, how much, and the conditions", rows=3)
    ] = ""

    @field_validator("charge")
    @classmethod
    def _in_figures(cls, typed: str) -> str:
        """Without noughts before it, so that 01 is the charge 1."""
        if not (typed.isascii() and typed.isdigit() and int(typed)):
            raise ValueError("Write the number of the charge in figures, such as 2.")
        return str(int(typed))

    def check_rules(self) -> None:
        if self.verdict != GUILTY and set(self.sentence) - WITHOUT_GUILT:
            raise ValueError(
                "sentence: A court imposes this on somebody it convicted. Check verdict and sentence."
            )

    def warnings(self) -> list[Warned]:
        found = super().warnings()
        if self.plea == "G" and self.verdict != GUILTY:
            found.append(
                Warned(
                    "plea-verdict",
                    "verdict",
                    "The plea was guilty and the verdict is not. Say how that came.",
                )
            )
        if self.verdict == GUILTY and not self.sentence:
            found.append(
                Warned("no-sentence", "sentence", "Say when sentence is to be passed, and amend this then.")
            )
        return found
