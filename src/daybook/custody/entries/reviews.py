"""Reviews of detention, their postponement, and what lengthens detention (PACE s.40 to s.44; Code C 15)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import NUMBER
from daybook.records.reports.values import Moment, Text, Tick

OUTCOMES = (("continue", "Detention continues"), ("release", "Release: the grounds have gone"))
POSTPONED = (
    ("questioning", "It would prejudice the questioning that goes on"),
    ("nobody", "No reviewing officer is readily available"),
    ("other", "Otherwise not practicable"),
)


class OfReview(EntryKind):
    section = "Reviews"
    permission = "custody.review"
    clock = True
    segregation = "SEG-2"


@entry_kind
class Review(OfReview):
    slug = "review"
    title = "Review of detention"
    happened = "Reviewed at"
    decided_by = "reviewer"
    rank_in = "reviewer_rank"

    outcome: Annotated[Text, Ask("Outcome", options=OUTCOMES)] = "continue"
    grounds: Annotated[
        Text, Ask("Grounds", rows=3, missing="Give the grounds of the decision."), Field(min_length=1)
    ]
    mode: Annotated[Text, Ask("How", code_list="review-modes")] = "in-person"
    asleep: Annotated[Tick, Ask("The person was asleep or unfit, and is told when awake (Code C 15.7)")] = (
        False
    )
    person_asked: Annotated[Tick, Ask("The person was asked for representations")] = False
    solicitor_asked: Annotated[Tick, Ask("The solicitor was asked, where there is one")] = False
    adult_asked: Annotated[Tick, Ask("The appropriate adult was asked, where there is one")] = False
    representations: Annotated[Text, Ask("What was said", rows=2)] = ""
    reviewer: Annotated[Text, Ask("Reviewing officer (collar number), where not you", width=10)] = ""
    reviewer_rank: Annotated[Text, Ask("Rank of the reviewing officer")] = ""

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        found = []
        if not (self.person_asked or self.asleep):
            said = (
                "The person is asked for representations unless asleep or unfit (Code C 15.3). Say why not."
            )
            found.append(Warned("REV-3", "person_asked", said))
        if now.all("solicitor") and not self.solicitor_asked:
            found.append(
                Warned("REV-3", "solicitor_asked", "The solicitor is asked too (Code C 15.3). Say why not.")
            )
        if now.protected and not self.adult_asked:
            said = "The appropriate adult is asked too (Code C 15.3). Say why not."
            found.append(Warned("REV-3", "adult_asked", said))
        return found

    @classmethod
    def asked(cls, now: Detention) -> list[str]:
        return [name for name in super().asked(now) if name != "adult_asked" or now.protected]


@entry_kind
class ReviewPostponed(OfReview):
    slug = "review-postponed"
    title = "Review postponed"

    reason: Annotated[
        Text, Ask("Reason", options=POSTPONED, missing="Choose the reason (s.40(4))."), Field(min_length=1)
    ]
    words: Annotated[
        Text, Ask("In your own words", rows=2, missing="Say what prevents it."), Field(min_length=1)
    ]


@entry_kind
class Extension(OfReview):
    """A superintendent's authority to detain up to 36 hours (s.42)."""

    slug = "extension"
    title = "Detention extended by a superintendent"
    happened = "Authorised at"
    decided_by = "superintendent"
    rank_in = "rank"

    until: Annotated[Moment, Ask("Detention may last until", missing="Enter until when.")]
    indictable: Annotated[Tick, Ask("At least one offence is indictable")] = False
    necessary: Annotated[Tick, Ask("Detention is necessary to secure, preserve or obtain evidence")] = False
    diligent: Annotated[Tick, Ask("The investigation is conducted diligently and expeditiously")] = False
    representations: Annotated[
        Tick, Ask("The person or the solicitor had the opportunity to make representations")
    ] = False
    said: Annotated[Text, Ask("What they said", rows=2)] = ""
    grounds: Annotated[Text, Ask("Grounds", rows=3, missing="Give the grounds."), Field(min_length=1)]
    told: Annotated[Tick, Ask("The person was told the grounds")] = False
    superintendent: Annotated[Text, Ask("Superintendent (collar number), where not you", width=10)] = ""
    rank: Annotated[Text, Ask("Rank")] = ""

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        if self.indictable and now.indictable is False:
            said = (
                "The offence list has every offence here as summary: none is indictable. Charge or release."
            )
            return [Refused("DET-2", "indictable", said)]
        return []

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        found = []
        if self.indictable and now.indictable is None:
            unknown = ", ".join(one.code for one in now.offences if one.indictable is None)
            said = f"The offence list does not say how {unknown} is tried. Say how you know that it is indictable."
            found.append(Warned("DET-2", "indictable", said))
        if not self.told:
            found.append(Warned("DET-2", "told", "The person is told the grounds (s.42(5)). Say why not."))
        return found


@entry_kind
class Warrant(OfReview):
    """A warrant of further detention, or its extension, by a magistrates' court (s.43, s.44)."""

    slug = "warrant"
    title = "Warrant of further detention"
    happened = "Issued at"
    permission = "custody.release"
    segregation = ""

    hours: Annotated[int, Field(ge=1), NUMBER, Ask("Hours", width=2, missing="Enter for how many hours.")]
    court: Annotated[Text, Ask("Court", width=30, missing="Enter the court."), Field(min_length=1)]
    extension: Annotated[Tick, Ask("Extends an earlier warrant (s.44)")] = False
    applied_by: Annotated[Text, Ask("Applied for by (collar number)", width=10)] = ""
    represented: Annotated[Tick, Ask("The person was represented")] = False
    reference: Annotated[Text, Ask("Reference", width=20, folded=True)] = ""
