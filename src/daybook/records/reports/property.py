"""Property taken, found or handed in: each item an event of its own, with an unbroken chain of custody and seals."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar

from pydantic import Field, field_validator

from daybook.records.reports.ask import Ask, Role
from daybook.records.reports.base import Report, report_type
from daybook.records.reports.entries import NUMBER, PersonEntry
from daybook.records.reports.findings import Warned
from daybook.records.reports.form import Judged
from daybook.records.reports.property_moves import CHANGES
from daybook.records.reports.values import Text

EXHIBIT = re.compile(r"[A-Z]{2,4}/\d{1,4}")
CAME_BY = (("seized", "Seized"), ("recovered", "Recovered"), ("found", "Found"), ("handedIn", "Handed in"))


class ItemEntry(Judged):
    """One item, or several of a kind that stay together under one seal."""

    exhibit: Annotated[
        Text,
        Ask("Exhibit reference", hint="Your initials and a number, such as JAB/1", width=10),
        Field(min_length=1, max_length=20),
    ]
    kind: Annotated[
        Text,
        Ask("Kind", code_list="property-kinds", choose="Choose", missing="Choose the kind."),
        Field(min_length=1),
    ]
    description: Annotated[
        Text,
        Ask("Description", hint="Make, colour, marks and numbers", rows=2),
        Field(min_length=1, max_length=400),
    ]
    quantity: Annotated[int, Field(ge=1, le=100_000), NUMBER, Ask("How many", width=4)] = 1
    seal: Annotated[Text, Ask("Seal number", width=20), Field(max_length=24)] = ""
    where: Annotated[
        Text, Ask("Where exactly it was", hint="For example, left coat pocket"), Field(max_length=200)
    ] = ""

    @field_validator("exhibit")
    @classmethod
    def _initials_and_number(cls, value: str) -> str:
        """In capitals, without blanks: jab / 1 becomes JAB/1."""
        tidy = re.sub(r"\s", "", value).upper()
        if not EXHIBIT.fullmatch(tidy):
            raise ValueError("An exhibit reference is initials and a number, such as JAB/1.")
        return tidy


@report_type
class Property(Report):
    """One or more items from one place; each becomes an event of its own with its own chain."""

    slug = "property"
    title = "Property"
    prefix = "PR"
    group = "Evidence and property"
    one_event_per = "items"
    happened = "When it was taken or came in"
    statuses: ClassVar[dict[str, str]] = {
        "seized": "Taken, not booked in yet",
        "booked": "Booked in",
        "stored": "In store",
        "out": "Out of store",
        "disposal-authorised": "Disposal authorised",
        "returned": "Returned",
        "destroyed": "Destroyed",
        "sold": "Sold",
    }
    in_hand = frozenset({"seized"})
    changes = CHANGES
    draws: ClassVar[dict[str, frozenset[str]]] = {
        "taken_from": frozenset({"arrested", "searched", "suspect", "detained"}),
        "owners": frozenset(),
        "finders": frozenset(),
    }

    items: Annotated[
        list[ItemEntry],
        Ask(
            "Item", section="What", add="Add another item", remove="Remove this item", missing="Add the item."
        ),
        Field(min_length=1, max_length=50),
    ]
    came_by: Annotated[Text, Ask("How it came", section="How and why", options=CAME_BY)] = "seized"
    power: Annotated[
        Text,
        Ask("Why, or under which power", hint="For example, PACE s.19, or found in the street", rows=2),
        Field(min_length=1),
    ]
    taken_from: Annotated[
        list[PersonEntry],
        Ask("Taken from", section="People", add="Add whom it was taken from", remove="Remove this person"),
        Role("takenFrom"),
        Field(max_length=5),
    ] = []
    owners: Annotated[
        list[PersonEntry],
        Ask("Owner", add="Add an owner", remove="Remove this owner"),
        Role("ownerOfItem"),
        Field(max_length=5),
    ] = []
    finders: Annotated[
        list[PersonEntry],
        Ask("Finder", add="Add the finder", remove="Remove this finder"),
        Role("finderOfItem"),
        Field(max_length=2),
    ] = []

    def check_rules(self) -> None:
        exhibits = [item.exhibit for item in self.items]
        twice = next((one for one in exhibits if exhibits.count(one) > 1), "")
        if twice:
            raise ValueError(f"items: The exhibit reference {twice} is given twice. Each item has its own.")
        if self.came_by in ("found", "handedIn") and not self.finders:
            raise ValueError("finders: Add who found it or handed it in; the name may be unknown or refused.")

    def warnings(self) -> list[Warned]:
        return super().warnings() + [
            Warned(
                "not-sealed", f"items.{index}.seal", f"{item.exhibit} has no seal. Seal it, or say why not."
            )
            for index, item in enumerate(self.items)
            if not item.seal and self.came_by == "seized"
        ]
