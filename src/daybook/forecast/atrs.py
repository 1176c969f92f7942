"""The public record of a model, in the sections of the Algorithmic Transparency Recording Standard (ATRS, GOV.UK 2025).

What can be told from the register is told from it (title, method, data learnt from, accuracy, dates); the fields here
are what only people can say.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

OWNER = "Owner and responsibility"
RATIONALE = "Description and rationale"
DECISIONS = "Decision-making process"
TOOL = "Tool and data"
RISKS = "Risks, mitigations and impact assessments"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the public is told; without it the model cannot be switched on. `section` is that of the ATRS."""

    section: str
    name: str
    label: str
    hint: str
    rows: int = 3


FIELDS = (
    Field(
        OWNER,
        "owner",
        "Who answers for it",
        "Force, team and role, such as Head of Intelligence, and a senior officer",
        1,
    ),
    Field(OWNER, "contact", "Where to write", "An address or e-mail that is read", 1),
    Field(
        OWNER,
        "supplier",
        "Suppliers and other third parties",
        "Who made or runs it, their part, how they were engaged and which data they reach; or that there are none",
    ),
    Field(RATIONALE, "purpose", "What it is for", "Which problem, and why a forecast is fit to help with it"),
    Field(
        RATIONALE, "benefit", "What is gained by it", "What gets better, for whom, and how that would be seen"
    ),
    Field(RATIONALE, "before", "What was done before", "How patrols were sent without it"),
    Field(
        RATIONALE,
        "alternatives",
        "What else was considered",
        "Counting, an analyst’s map, doing nothing, and why not those",
    ),
    Field(
        DECISIONS,
        "decision",
        "What is decided with it, and by whom",
        "No box is an order: who decides where patrols go",
    ),
    Field(
        DECISIONS,
        "scale",
        "How often and how widely it is used",
        "Each shift or day, at which stations, by how many people, for how many decisions",
    ),
    Field(
        DECISIONS,
        "training",
        "Training of those who use it",
        "What analysts, sergeants and officers learn before they use it, and when again",
    ),
    Field(DECISIONS, "appeal", "How to question it", "What somebody does who thinks it is wrong or unfair"),
    Field(
        TOOL,
        "not_used",
        "Data that is not used",
        "People, addresses, protected characteristics, arrests, stops",
    ),
    Field(
        TOOL,
        "access",
        "Who sees the data, and how long it is kept",
        "Which roles see crimes and boxes, with whom they are shared, when they are deleted",
    ),
    Field(
        TOOL,
        "maintenance",
        "How it is looked after",
        "Who checks that it still works, how often, and what ends its use",
    ),
    Field(
        RISKS, "assessments", "Impact assessments", "References and dates: data protection, equality, ethics"
    ),
    Field(
        RISKS,
        "risks",
        "Risks, and what is done about them",
        "Bias in what is recorded, too much trust in the map, patrols gathering in one place; what is done about each",
        6,
    ),
)
REVIEW = "review"
"""The day by which it is looked at again, as 2027-06-30."""


def sections() -> Iterator[tuple[str, list[Field]]]:
    """Each section of the standard with its fields."""
    for section, fields in groupby(FIELDS, key=lambda field: field.section):
        yield section, list(fields)


def untold(record: Mapping[str, str]) -> list[str]:
    """Labels of the fields that say nothing."""
    return [field.label for field in FIELDS if not record.get(field.name, "").strip()]


def missing(record: Mapping[str, str], today: date) -> list[str]:
    """What keeps the record from being whole, each a few words."""
    left = untold(record)
    if not record.get(REVIEW):
        left.append("Day of the next review")
    elif date.fromisoformat(record[REVIEW]) <= today:
        left.append("A next review that is still to come")
    return left
