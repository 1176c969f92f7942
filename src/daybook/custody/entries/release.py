"""Leaving custody: when, how, and with what."""

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
class Released(EntryKind):
    slug = "released"
    title = "Released"
    section = "Release"
    permission = "custody.release"
    clock = True
    happened = "Left custody at"
    least_rank = "sergeant"
    rank_rule = "REL-1"
    decided_by = "ordered_by"

    disposal: Annotated[
        Text,
        Ask("How the detention ended", code_list="custody-disposal", choose="Choose", missing="Choose how."),
        Field(min_length=1),
    ]
    ordered_by: Annotated[Text, Ask("Ordered by (collar number), where not you", width=10)] = ""
    travel: Annotated[Text, Ask("How the person goes home", width=30)] = ""
    collected_by: Annotated[Text, Ask("Left with", hint="Parent, carer, appropriate adult", width=30)] = ""
    property_returned: Annotated[Tick, Ask("Property was returned and signed for")] = False

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        if now.ended_at is None:
            return []
        said = "The person has left custody already. Correct that entry if they did not."
        return [Refused("TIME-3", "happened_at", said)]

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if not now.child or self.collected_by:
            return []
        return [Warned("CHILD-2", "collected_by", "A child does not leave alone. Say with whom they left.")]
