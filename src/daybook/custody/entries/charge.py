"""Charge and what follows: remand, a child's accommodation, court (PACE s.37, s.38, s.46; Code C 16)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.detention import Detention
from daybook.custody.entries.base import AdultPresent, EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.entries import OffenceEntry
from daybook.records.reports.values import OptionalMoment, Text, Tick

TESTS = (("full", "Full code test"), ("threshold", "Threshold test"))


class Disposal(EntryKind):
    """What the custody officer decides at the end: a sergeant or above, no part of the investigation."""

    section = "Disposal"
    permission = "custody.release"
    decided_by = "officer"
    least_rank = "sergeant"
    rank_rule = "REL-1"
    segregation = "SEG-1"
    clock = True

    officer: Annotated[Text, Ask("Decided by (collar number), where not you", width=10, folded=True)] = ""


@entry_kind
class Charged(Disposal):
    slug = "charged"
    title = "Charged"
    happened = "Charged at"
    after_release = True
    adult_law = "Code C 16.1"

    offences: Annotated[
        list[OffenceEntry],
        Ask(
            "Offences charged",
            hint="Type words or a code, such as theft shop or TH68010",
            missing="Choose at least one offence.",
        ),
        Field(max_length=30),
    ] = []
    test: Annotated[Text, Ask("Test met", options=TESTS)] = "full"
    authorised: Annotated[
        Text, Ask("Charging decision by", hint="Police, or the prosecutor's reference", width=20)
    ] = ""
    reply: Annotated[Text, Ask("Reply to the charge", rows=2)] = ""
    caution: Annotated[Tick, Ask("Cautioned")] = False
    notice: Annotated[Tick, Ask("Written notice of the charge given")] = False
    asn: Annotated[Text, Ask("Arrest/summons number", width=20, folded=True), Field(max_length=21)] = ""
    appropriate_adult: AdultPresent = False

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.notice:
            return []
        return [
            Warned("CHG-2", "notice", "A written notice of the charge is given (Code C 16.3). Say why not.")
        ]


@entry_kind
class PostChargeBail(Disposal):
    slug = "post-charge-bail"
    title = "Bailed to court"
    after_release = True

    court: Annotated[Text, Ask("Court", width=30, missing="Enter the court."), Field(min_length=1)]
    hearing: Annotated[OptionalMoment, Ask("Date and time of the hearing", missing="Enter when.")] = None
    conditions: Annotated[list[str], Ask("Conditions", code_list="bail-conditions")] = []
    conditions_words: Annotated[Text, Ask("The conditions in words, and why each", rows=3)] = ""

    def check_rules(self) -> None:
        if self.hearing is None:
            raise ValueError("hearing: Enter the date and time of the hearing.")
        if self.conditions and not self.conditions_words:
            raise ValueError("conditions_words: Write each condition in full, and why it is needed.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        return not_charged(now, "bailed to court")


@entry_kind
class Remand(Disposal):
    """Bail is refused: the person is kept for court (s.38)."""

    slug = "remand"
    title = "Kept for court"

    court: Annotated[Text, Ask("Court", width=30, missing="Enter the court."), Field(min_length=1)]
    hearing: Annotated[OptionalMoment, Ask("Date and time of the hearing")] = None
    grounds: Annotated[
        list[str],
        Ask("Grounds for refusing bail", code_list="bail-grounds", missing="Choose at least one ground."),
        Field(min_length=1),
    ]
    words: Annotated[Text, Ask("The grounds in your own words", rows=3)] = ""
    status: Annotated[Text, Ask("Held as", code_list="remand-status")] = "PB"

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        return not_charged(now, "kept for court")


@entry_kind
class ChildAccommodation(EntryKind):
    """A child charged and refused bail goes to the local authority, or a certificate says why not (s.38(6), (7))."""

    slug = "child-accommodation"
    title = "Local authority accommodation for a child"
    section = "Disposal"
    permission = "custody.release"
    least_rank = "sergeant"
    rank_rule = "CHILD-1"

    authority: Annotated[
        Text,
        Ask("Local authority, and who was spoken to", width=30, missing="Enter whom you asked."),
        Field(min_length=1),
    ]
    secure: Annotated[Tick, Ask("Secure accommodation was asked for")] = False
    moved: Annotated[Tick, Ask("The child was moved there")] = False
    certificate: Annotated[
        Text,
        Ask(
            "Certificate to the court: why it was impracticable",
            rows=3,
            hint="Or: 12 or over and no secure place",
        ),
    ] = ""

    def check_rules(self) -> None:
        if not self.moved and not self.certificate:
            raise ValueError("certificate: Write the certificate: why the child was not moved (s.38(7)).")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        return [] if now.child else [Refused("CHILD-1", "authority", "This is for a person under 18 only.")]


@entry_kind
class OutOfCourt(Disposal):
    slug = "out-of-court"
    title = "Dealt with out of court"
    after_release = True
    adult_law = "Code C 16; Crime and Disorder Act 1998 s.66ZA"

    how: Annotated[
        Text, Ask("How", code_list="out-of-court-disposals", missing="Say how."), Field(min_length=1)
    ]
    offences: Annotated[list[OffenceEntry], Ask("Offences"), Field(max_length=30)] = []
    admitted: Annotated[Tick, Ask("The offence was admitted")] = False
    conditions: Annotated[Text, Ask("Conditions", rows=2)] = ""
    appropriate_adult: AdultPresent = False


@entry_kind
class NoFurtherAction(Disposal):
    slug = "no-further-action"
    title = "No further action"
    after_release = True

    reason: Annotated[
        Text,
        Ask("Reason", code_list="no-further-action-reasons", missing="Choose the reason."),
        Field(min_length=1),
    ]
    words: Annotated[Text, Ask("In your own words", rows=2)] = ""
    notice: Annotated[Tick, Ask("Written notice given")] = False


def not_charged(now: Detention, what: str) -> list[Refused]:
    """The refusal where a step needs a charge and there is none."""
    if now.charged:
        return []
    return [Refused("CHG-1", "happened_at", f"The person is not charged and cannot be {what}. Charge first.")]
