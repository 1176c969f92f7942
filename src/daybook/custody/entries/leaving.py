"""On the way elsewhere: to another suite or force, to court or prison with the person escort record."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Text, Tick


@entry_kind
class Transfer(EntryKind):
    slug = "transfer"
    title = "Transferred"
    section = "Release"
    permission = "custody.release"
    clock = True
    happened = "Left at"
    least_rank = "sergeant"
    rank_rule = "REL-1"

    to: Annotated[
        Text,
        Ask("To", hint="Suite, force or service", width=30, missing="Say where to."),
        Field(min_length=1),
    ]
    reason: Annotated[Text, Ask("Reason", rows=2, missing="Say why."), Field(min_length=1)]
    escort: Annotated[Text, Ask("Escort (collar numbers or contractor)", width=30)] = ""
    escort_record: Annotated[Tick, Ask("The person escort record goes along")] = False

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        if now.ended_at is None:
            return []
        return [Refused("TIME-3", "happened_at", "The person has left custody already.")]

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.escort_record:
            return []
        return [
            Warned(
                "ESCORT-1", "escort_record", "The escort needs to know the risks. Say why there is no record."
            )
        ]


@entry_kind
class PersonEscortRecord(EntryKind):
    slug = "person-escort-record"
    title = "Person escort record"
    section = "Release"

    to: Annotated[
        Text, Ask("To", hint="Court or prison", width=30, missing="Say where to."), Field(min_length=1)
    ]
    escort: Annotated[Text, Ask("Handed to (contractor, name, number)", width=30)] = ""
    risks: Annotated[list[str], Ask("Risks told", code_list="risk-concerns")] = []
    words: Annotated[Text, Ask("What the escort must know", rows=3)] = ""
    medication: Annotated[Text, Ask("Medicines that go along", rows=2)] = ""
    property_bag: Annotated[Text, Ask("Property bag or seal number", width=20)] = ""

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        left = set(now.concerns) - set(self.risks)
        if not left:
            return []
        said = "The risk assessment found more than is told here. Say why it is left out."
        return [Warned("ESCORT-2", "risks", said)]
