"""Arrival: how the person came into custody, and the moment from which detention is counted (PACE s.41, s.47)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import NUMBER
from daybook.records.reports.values import OptionalMoment, Text, Tick

OWN_MOMENT = {"wanted-elsewhere", "arrested-abroad"}
CARRIES = {"bail-return", "bail-breach"}
LONG_WAIT_MINUTES = 30


@entry_kind
class Arrival(EntryKind):
    slug = "arrival"
    title = "Arrived in custody"
    section = "Arrival"
    permission = "custody.book-in"
    clock = True
    happened = "Arrived at the police station"

    basis: Annotated[Text, Ask("How the person came into custody", code_list="custody-basis")] = "arrest"
    condition: Annotated[
        Text, Ask("Condition on arrival", rows=2, hint="Injuries, illness, drink or drugs, demeanour")
    ] = ""
    escorted_by: Annotated[Text, Ask("Escorted by (collar numbers)", width=20)] = ""
    handcuffed: Annotated[Tick, Ask("Arrived in handcuffs")] = False
    seen_at: Annotated[OptionalMoment, Ask("Brought before the custody officer at", folded=True)] = None
    delay: Annotated[Text, Ask("Why that took longer", rows=2, folded=True)] = ""
    comments: Annotated[
        Text,
        Ask("What the person said about the arrest", rows=2, folded=True, hint="As told in their hearing"),
    ] = ""
    arrested_at: Annotated[
        OptionalMoment, Ask("Arrested at, where the report says otherwise", folded=True)
    ] = None
    relevant_time: Annotated[
        OptionalMoment,
        Ask("Relevant time", hint="Only where wanted by another force or arrested abroad", folded=True),
    ] = None
    carried_minutes: Annotated[
        int | None,
        Field(ge=0, le=96 * 60),
        NUMBER,
        Ask("Minutes already spent in detention on this matter", width=4, folded=True),
    ] = None

    reviews_done: Annotated[
        int | None,
        Field(ge=0, le=20),
        NUMBER,
        Ask("Transferred: reviews already carried out", width=4, folded=True),
    ] = None
    review_due: Annotated[OptionalMoment, Ask("Transferred: the next review is due at", folded=True)] = None
    lawful_until: Annotated[
        OptionalMoment, Ask("Transferred: extended, or under a warrant, until", folded=True)
    ] = None

    def check_rules(self) -> None:
        if self.basis in OWN_MOMENT and self.relevant_time is None:
            raise ValueError("relevant_time: Enter the relevant time: here it is not the arrival (s.41).")
        if self.seen_at and self.seen_at < self.happened_at:
            raise ValueError("seen_at: Nobody is brought before the custody officer before they arrive.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        if now.arrived_at is None:
            return []
        said = "The arrival is recorded already: correct that entry."
        return [Refused("ENTRY-1", "happened_at", said)]

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        waited = (self.seen_at - self.happened_at).total_seconds() / 60 if self.seen_at else 0
        if waited <= LONG_WAIT_MINUTES or self.delay:
            return []
        return [
            Warned("long-wait", "delay", f"The person waited {waited:.0f} minutes to be booked in. Say why.")
        ]
