"""Searches in custody: why, by what power, who was there (PACE s.54, s.55; Code C 4 and Annex A, gender Annex L)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import AdultPresent, EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import OptionalMoment, Text, Tick


class Searched(EntryKind):
    """What every search says: by whom, that they were of the right sex, and what was found."""

    section = "Search"
    happened = "Searched at"

    by: Annotated[Text, Ask("Searched by (collar numbers)", width=20)] = ""
    same_sex: Annotated[
        Tick, Ask("By officers of the person's sex, or as they asked (Annex L)", hint="Code C 4.1, Annex L")
    ] = False
    found: Annotated[Text, Ask("What was found", rows=2)] = ""


@entry_kind
class Search(Searched):
    slug = "search"
    title = "Searched"

    power: Annotated[Text, Ask("Power", code_list="search-powers")] = "s54"
    reason: Annotated[Text, Ask("Reason, and what was taken off", rows=2)] = ""
    authorised_by: Annotated[
        Text, Ask("Authorised by (collar number), where not you", width=10, folded=True)
    ] = ""

    decided_by = "authorised_by"


@entry_kind
class StripSearch(Searched):
    """More than outer clothing is taken off: the custody officer authorises it, with grounds (Annex A part B)."""

    slug = "strip-search"
    title = "Strip search"
    decided_by = "authorised_by"
    rank_in = "rank"
    least_rank = "sergeant"
    rank_rule = "STRIP-1"
    adult_law = "Code C Annex A 11(c)"

    grounds: Annotated[
        Text,
        Ask("Grounds: what may be hidden, and why this search", rows=3, missing="Give the grounds."),
        Field(min_length=1),
    ]
    place: Annotated[
        Text,
        Ask("Where", hint="Out of sight of all who need not be there", missing="Say where."),
        Field(min_length=1),
    ]
    present: Annotated[
        Text, Ask("Who was there", width=30, missing="Say who was there."), Field(min_length=1)
    ]
    exposed: Annotated[Tick, Ask("Intimate parts were exposed")] = False
    ended_at: Annotated[OptionalMoment, Ask("Ended at", folded=True)] = None
    authorised_by: Annotated[Text, Ask("Authorised by (collar number), where not you", width=10)] = ""
    rank: Annotated[Text, Ask("Rank of who authorised it")] = ""
    appropriate_adult: AdultPresent = False
    safeguarding: Annotated[Text, Ask("Safeguarding referral of a child", width=30, folded=True)] = ""

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        if self.same_sex:
            return []
        said = "A strip search is made by officers of the person's sex, out of sight of others (Annex A 11)."
        return [Refused("STRIP-2", "same_sex", said)]

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.exposed and len(self.present.replace(",", " ").split()) < 2:
            said = "Two people besides the person must be there where intimate parts are exposed, but in urgency."
            return [Warned("STRIP-3", "present", said)]
        return []


@entry_kind
class IntimateSearch(Searched):
    """A body orifice other than the mouth: an inspector authorises it, a health professional makes it (s.55)."""

    slug = "intimate-search"
    title = "Intimate search"
    decided_by = "authorised_by"
    rank_in = "rank"
    least_rank = "inspector"
    rank_rule = "INTIMATE-1"
    adult_law = "Code C Annex A 5"

    reason: Annotated[
        Text,
        Ask("Reason", code_list="intimate-search-reasons", missing="Choose the reason."),
        Field(min_length=1),
    ]
    grounds: Annotated[Text, Ask("Grounds", rows=3, missing="Give the grounds."), Field(min_length=1)]
    parts: Annotated[Text, Ask("Parts searched", width=30)] = ""
    made_by: Annotated[
        Text,
        Ask("Registered medical practitioner, nurse, or other suitable person", width=30),
        Field(min_length=1),
    ]
    consent: Annotated[Tick, Ask("Consent in writing (needed for a drug offence search)")] = False
    authorised_by: Annotated[Text, Ask("Authorised by (collar number), where not you", width=10)] = ""
    rank: Annotated[Text, Ask("Rank of who authorised it")] = ""
    appropriate_adult: AdultPresent = False

    def check_rules(self) -> None:
        if self.reason == "drugs" and not self.consent:
            raise ValueError("consent: A drug offence search needs consent in writing (s.55(3A)).")
