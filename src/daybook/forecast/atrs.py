"""The public record of a model, in the order of the Algorithmic Transparency Recording Standard (ATRS, GOV.UK 2025).

What can be told from the register is told from it; the fields here are what only people can say.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that the public is told; without it the model cannot be switched on."""

    name: str
    label: str
    hint: str
    rows: int = 3


FIELDS = (
    Field("purpose", "What it is for", "Which problem, and why a forecast is fit to help with it"),
    Field("owner", "Who answers for it", "A role, such as Head of Intelligence, and a senior officer", 1),
    Field("contact", "Where to write", "An address or e-mail that is read", 1),
    Field("decision", "What is decided with it, and by whom", "No box is an order: who decides where patrols go"),
    Field("not_used", "Data that is not used", "People, addresses, protected characteristics, arrests, stops"),
    Field("alternatives", "What else was considered", "Counting, an analyst’s map, doing nothing, and why not those"),
    Field("assessments", "Impact assessments", "References and dates: data protection, equality, ethics"),
    Field("appeal", "How to question it", "What somebody does who thinks it is wrong or unfair"),
)  # fmt: skip
REVIEW = "review"
"""The day by which it is looked at again, as 2027-06-30."""


def missing(record: Mapping[str, str], today: date) -> list[str]:
    """What keeps the record from being whole, each a few words."""
    left = [field.label for field in FIELDS if not record.get(field.name, "").strip()]
    if not record.get(REVIEW):
        left.append("Day of the next review")
    elif date.fromisoformat(record[REVIEW]) <= today:
        left.append("A next review that is still to come")
    return left
