"""What a person has with them: listed, signed for, kept or left, and given back (PACE s.54; Code C 4)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import NUMBER, Part
from daybook.records.reports.values import Text, Tick

SIGNED = (("yes", "Signed"), ("refused", "Refused to sign"), ("unable", "Unable to sign"))


class Item(Part):
    """One thing, or several alike. Money in pence."""

    what: Annotated[
        Text, Ask("What", width=30, missing="Say what it is."), Field(min_length=1, max_length=200)
    ]
    quantity: Annotated[int, Field(ge=1, le=9999), NUMBER, Ask("How many", width=3)] = 1
    pence: Annotated[
        int | None, Field(ge=0, le=10**10), NUMBER, Ask("Money, in pence", width=10, folded=True)
    ] = None
    outcome: Annotated[Text, Ask("What becomes of it", code_list="property-outcomes")] = "safekeeping"
    seal: Annotated[Text, Ask("Seal number", width=10, folded=True), Field(max_length=24)] = ""


@entry_kind
class Property(EntryKind):
    slug = "property"
    title = "Property listed"
    section = "Property"

    items: Annotated[
        list[Item],
        Ask("Item", add="Add another item", remove="Remove this item"),
        Field(max_length=100),
    ] = []
    nothing: Annotated[Tick, Ask("The person had nothing with them")] = False
    bag: Annotated[Text, Ask("Bag or seal number", width=10)] = ""
    signed: Annotated[Text, Ask("Signed by the person", options=SIGNED)] = "yes"
    reason: Annotated[Text, Ask("Why clothing or personal effects are withheld", rows=2, folded=True)] = ""

    def check_rules(self) -> None:
        if not self.items and not self.nothing:
            raise ValueError("items: List the property, or tick that the person had nothing.")
        if any(item.outcome == "harm" for item in self.items) and not self.reason:
            raise ValueError(
                "reason: Tell the person why clothing or effects are withheld, and write it (s.54(5))."
            )


@entry_kind
class PropertyReturned(EntryKind):
    slug = "property-returned"
    title = "Property returned"
    section = "Property"
    after_release = True

    everything: Annotated[Tick, Ask("Everything was returned")] = False
    what: Annotated[Text, Ask("What was returned, where not everything", rows=2)] = ""
    kept: Annotated[Text, Ask("What is kept, and why", rows=2)] = ""
    signed: Annotated[Text, Ask("Signed by the person", options=SIGNED)] = "yes"
    to: Annotated[Text, Ask("Handed to, where not the person", width=30, folded=True)] = ""

    def check_rules(self) -> None:
        if not (self.everything or self.what):
            raise ValueError("everything: Say what was returned.")
