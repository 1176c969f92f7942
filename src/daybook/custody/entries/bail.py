"""Release before charge: on bail, or under investigation (PACE s.34, s.37, s.47ZA and on, s.50A)."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.entries.charge import Disposal
from daybook.custody.findings import Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Moment, Text, Tick

VIEWS = (
    ("sought", "Sought"),
    ("not-practicable", "Not practicable"),
    ("none", "No victim, or no conditions"),
)


@entry_kind
class Bail(Disposal):
    slug = "bail"
    title = "Pre-charge bail"
    happened = "Granted at"
    rank_in = "rank"
    least_rank = ""

    until: Annotated[Moment, Ask("Bail ends, and the person returns", missing="Enter when bail ends.")]
    station: Annotated[Text, Ask("Returns to", width=30)] = ""
    necessary: Annotated[
        Tick, Ask("Bail is necessary and proportionate in all the circumstances (s.50A)")
    ] = False
    grounds: Annotated[Text, Ask("Why", rows=2, missing="Say why."), Field(min_length=1)]
    conditions: Annotated[list[str], Ask("Conditions", code_list="bail-conditions")] = []
    conditions_words: Annotated[Text, Ask("The conditions in words, and why each", rows=3)] = ""
    representations: Annotated[Text, Ask("What the person or the solicitor said", rows=2)] = ""
    heard: Annotated[Tick, Ask("Representations were heard")] = False
    victim: Annotated[Text, Ask("Views of the victim on the conditions", options=VIEWS)] = "none"
    told: Annotated[Tick, Ask("The decision was told")] = False
    rank: Annotated[Text, Ask("Rank")] = ""

    def check_rules(self) -> None:
        if not self.necessary:
            raise ValueError(
                "necessary: Bail must be necessary and proportionate. Otherwise release without (BAIL-5)."
            )
        if self.conditions and not self.conditions_words:
            raise ValueError(
                "conditions_words: Write each condition in full, and why it is necessary (BAIL-5)."
            )

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        found = []
        if not self.heard:
            found.append(Warned("BAIL-5", "heard", "Representations are heard first. Say why not."))
        if self.conditions and self.victim == "none":
            said = "The victim's views on the conditions are sought where practicable. Say that there is no victim."
            found.append(Warned("BAIL-5", "victim", said))
        if not self.told:
            found.append(Warned("BAIL-5", "told", "The decision is told. Say why not."))
        return found


@entry_kind
class BailExtended(EntryKind):
    slug = "bail-extended"
    title = "Pre-charge bail extended"
    section = "Disposal"
    permission = "custody.review"
    clock = True
    happened = "Extended at"
    decided_by = "officer"
    rank_in = "rank"
    after_release = True

    until: Annotated[Moment, Ask("Bail ends", missing="Enter when bail ends.")]
    officer: Annotated[Text, Ask("Decided by (collar number), where not you", width=10)] = ""
    by_court: Annotated[Tick, Ask("Extended by a magistrates' court")] = False
    exceptional: Annotated[Tick, Ask("Exceptionally complex, or a case of a non-standard agency")] = False
    grounds: Annotated[Text, Ask("Grounds", rows=3, missing="Give the grounds."), Field(min_length=1)]
    heard: Annotated[Tick, Ask("Representations were heard")] = False
    rank: Annotated[Text, Ask("Rank")] = ""

    def ranked(self, decider: Officer) -> Self:
        return self.model_copy(update={"rank": "court" if self.by_court else decider.rank})


@entry_kind
class UnderInvestigation(Disposal):
    slug = "under-investigation"
    title = "Released under investigation"

    reason: Annotated[Text, Ask("Why, and what is to be done", rows=2)] = ""
    told: Annotated[Tick, Ask("The person was told, with the notice")] = False
