"""Detention authorised or refused by the custody officer (PACE s.37), told and written at once."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Refused
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Text, Tick


class Decision(EntryKind):
    """What the custody officer decides once, on arrival: a sergeant or above who is no part of the investigation."""

    section = "Detention"
    permission = "custody.authorise-detention"
    clock = True
    least_rank = "sergeant"
    rank_rule = "SEG-1"
    segregation = "SEG-1"

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        decided = now.last("authorised", "refused")
        if decided is None:
            return []
        return [
            Refused("ENTRY-1", "happened_at", f"Detention was {decided.kind} already: correct that entry.")
        ]


@entry_kind
class Authorised(Decision):
    slug = "authorised"
    title = "Detention authorised"

    grounds: Annotated[
        list[str],
        Ask(
            "Grounds for detention",
            code_list="detention-grounds",
            hint="Choose all that apply (s.37)",
            missing="Choose at least one ground.",
        ),
        Field(min_length=1),
    ]
    grounds_words: Annotated[Text, Ask("The grounds in your own words", rows=3)] = ""
    told: Annotated[Tick, Ask("The person was told the grounds")] = False
    not_told: Annotated[
        Text,
        Ask(
            "Why not told", hint="Incapable of understanding, violent, or in urgent need of care", folded=True
        ),
    ] = ""
    officer_in_case: Annotated[Text, Ask("Officer in the case (collar number)", width=10)] = ""
    comments: Annotated[Text, Ask("What the person said", rows=2, folded=True)] = ""

    def check_rules(self) -> None:
        if not (self.told or self.not_told):
            raise ValueError(
                "told: Tell the person the grounds, or say why they could not be told (s.37(6))."
            )


@entry_kind
class RefusedDetention(Decision):
    slug = "refused"
    title = "Detention refused"

    grounds: Annotated[
        Text, Ask("Why detention was refused", rows=3, missing="Say why."), Field(min_length=1)
    ]
