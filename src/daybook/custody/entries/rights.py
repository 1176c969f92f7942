"""A detained person's rights: told, answered, done, or delayed by whom, why and until when (Code C 3, 5, 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Self

from pydantic import Field

from daybook.custody.clocks.ranks import at_least
from daybook.custody.detention import Detention
from daybook.custody.entries.base import AdultPresent, EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import OptionalMoment, Text, Tick

LONGEST_DELAY = timedelta(hours=36)
DELAYED_BY = {"someone-informed": "inspector", "legal-advice": "superintendent"}
"""The rank that may delay a right (PACE s.56(2), s.58(6)); no other right may be delayed."""


@entry_kind
class RightsTold(EntryKind):
    slug = "rights-told"
    title = "Told of their rights"
    section = "Rights"
    permission = "custody.book-in"
    adult_law = "Code C 3.17"

    notice: Annotated[Tick, Ask("Written notice of rights given")] = False
    easy_read: Annotated[Tick, Ask("Easy read notice given")] = False
    language: Annotated[Text, Ask("Language of the notice, if not English", width=20, folded=True)] = ""
    signed: Annotated[Tick, Ask("The person signed for it", folded=True)] = False
    appropriate_adult: AdultPresent = False

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.notice or self.easy_read:
            return []
        return [Warned("RIGHT-1", "notice", "A written notice of rights is given (Code C 3.2). Say why not.")]


@entry_kind
class Right(EntryKind):
    """How it stands with one right. Each step is an entry of its own."""

    slug = "right"
    title = "Right"
    section = "Rights"
    permission = "custody.book-in"
    decided_by = "delayed_by"
    rank_in = "rank"

    right: Annotated[
        Text, Ask("Right", code_list="detained-rights", missing="Say which right."), Field(min_length=1)
    ]
    step: Annotated[
        Text, Ask("How it stands", code_list="right-steps", missing="Say how it stands."), Field(min_length=1)
    ]
    whom: Annotated[Text, Ask("Who is to be told or asked", hint="Name, relation, telephone", width=30)] = ""
    result: Annotated[Text, Ask("What was said or came of it", rows=2)] = ""
    delayed_by: Annotated[
        Text, Ask("Delayed by (collar number), where not you", width=10, within=("step", "delayed"))
    ] = ""
    grounds: Annotated[
        list[str], Ask("Grounds for the delay", code_list="delay-grounds", within=("step", "delayed"))
    ] = []
    until: Annotated[OptionalMoment, Ask("Delayed until, at the latest", within=("step", "delayed"))] = None
    rank: Annotated[Text, Ask("Rank of who delayed it")] = ""

    def ranked(self, decider: Officer) -> Self:
        """Nobody delayed a right that is not delayed, so that no rank stands there."""
        return super().ranked(decider) if self.step == "delayed" else self

    def check_rules(self) -> None:
        if self.step != "delayed":
            return
        if self.right not in DELAYED_BY:
            raise ValueError("step: Only being informed and legal advice may be delayed (Annex B).")
        if not self.grounds:
            raise ValueError("grounds: Choose the grounds for the delay (Annex B).")
        if self.until is None or self.until <= self.happened_at:
            raise ValueError("until: Enter until when the right is delayed, after now.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        if self.step != "delayed":
            return []
        found, least = [], DELAYED_BY[self.right]
        if not at_least(decider.rank, least):
            said = f"Only an officer of the rank of {least} or above may delay this right. Ask one to decide."
            found.append(Refused("RIGHT-2", "delayed_by", said))
        begun = now.clocks.relevant_time
        if begun and self.until and self.until > begun + LONGEST_DELAY:
            said = "A right is delayed for at most 36 hours from the relevant time. Enter an earlier time."
            found.append(Refused("RIGHT-3", "until", said))
        if now.indictable is False:
            said = "A right may be delayed for an indictable offence only; none of these is."
            found.append(Refused("RIGHT-4", "step", said))
        return found

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        declined = self.step == "declined" and self.right == "legal-advice"
        if not declined or self.result:
            return []
        return [
            Warned(
                "RIGHT-5", "result", "Ask why no legal advice is wanted, and write the answer (Code C 6.5)."
            )
        ]


@entry_kind
class Solicitor(EntryKind):
    slug = "solicitor"
    title = "Legal advice"
    section = "Rights"

    stage: Annotated[
        Text,
        Ask("What happened", code_list="solicitor-stages", missing="Say what happened."),
        Field(min_length=1),
    ]
    name: Annotated[Text, Ask("Solicitor or representative", width=30)] = ""
    firm: Annotated[Text, Ask("Firm", width=30)] = ""
    phone: Annotated[Text, Ask("Telephone", width=20, folded=True)] = ""
    reference: Annotated[Text, Ask("Call centre (DSCC) reference", width=20)] = ""
    note: Annotated[Text, Ask("Note", rows=2, folded=True)] = ""
