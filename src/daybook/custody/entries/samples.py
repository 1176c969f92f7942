"""Fingerprints, photographs, samples and drug tests (PACE s.61 to s.64A; Code D 4 to 6; Code C 17)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from daybook.custody.clocks.ranks import at_least
from daybook.custody.detention import Detention
from daybook.custody.entries.base import AdultPresent, EntryKind, entry_kind
from daybook.custody.findings import Refused, Warned
from daybook.custody.ranks import Officer
from daybook.records.reports.ask import Ask
from daybook.records.reports.values import Text, Tick

DRUG_RESULTS = (
    ("negative", "Negative"),
    ("opiates", "Opiates"),
    ("cocaine", "Cocaine"),
    ("both", "Both"),
    ("refused", "Refused"),
)
TESTED_FROM = 14


@entry_kind
class Sample(EntryKind):
    slug = "sample"
    title = "Sample taken"
    section = "Samples"
    decided_by = "authorised_by"
    rank_in = "rank"
    adult_law = "Code D 2.14, 2.15"

    what: Annotated[
        Text,
        Ask("What was taken", code_list="custody-samples", missing="Say what was taken."),
        Field(min_length=1),
    ]
    power: Annotated[Text, Ask("Power", code_list="sample-powers")] = "recordable"
    reference: Annotated[Text, Ask("Barcode or reference", width=20)] = ""
    taken: Annotated[Tick, Ask("Taken")] = True
    reason: Annotated[Text, Ask("Why not taken, or taken again", rows=2, folded=True)] = ""
    force: Annotated[Tick, Ask("Force was used", folded=True)] = False
    authorised_by: Annotated[
        Text, Ask("Authorised by (collar number), where not you", width=10, folded=True)
    ] = ""
    rank: Annotated[Text, Ask("Rank of who authorised it")] = ""
    appropriate_adult: AdultPresent = False

    def check_rules(self) -> None:
        if self.what == "intimate" and self.power != "consent":
            raise ValueError("power: An intimate sample is taken with consent in writing only (s.62).")
        if not self.taken and not self.reason:
            raise ValueError("reason: Say why it was not taken.")

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        inspector = self.power == "inspector" or self.what == "intimate"
        if not inspector or at_least(decider.rank, "inspector"):
            return []
        said = "This needs the authority of an inspector or above. Name the officer who gave it."
        return [Refused("SAMPLE-1", "authorised_by", said)]


@entry_kind
class Image(EntryKind):
    """A picture taken of the person, an injury or a thing, and where it is kept."""

    slug = "image"
    title = "Image taken"
    section = "Samples"

    what: Annotated[Text, Ask("What it shows", width=30, missing="Say what it shows."), Field(min_length=1)]
    reference: Annotated[Text, Ask("Reference", width=20)] = ""


@entry_kind
class DrugTest(EntryKind):
    slug = "drug-test"
    title = "Drug test"
    section = "Samples"
    decided_by = "authorised_by"
    rank_in = "rank"
    adult_law = "Code C 17.7"

    reason: Annotated[Text, Ask("Why", code_list="drug-test-reasons")] = "trigger"
    result: Annotated[
        Text, Ask("Result", options=DRUG_RESULTS, missing="Choose the result."), Field(min_length=1)
    ]
    reference: Annotated[Text, Ask("Reference", width=20)] = ""
    assessment: Annotated[Text, Ask("Required assessment: where and when", width=30, folded=True)] = ""
    authorised_by: Annotated[
        Text, Ask("Authorised by (collar number), where not you", width=10, folded=True)
    ] = ""
    rank: Annotated[Text, Ask("Rank of who authorised it")] = ""
    appropriate_adult: AdultPresent = False

    def refusals(self, now: Detention, decider: Officer) -> list[Refused]:
        found, age = [], now.facts.age
        if age is not None and age < TESTED_FROM:
            found.append(Refused("DRUG-1", "result", "Nobody under 14 is tested for drugs (s.63B(3))."))
        if self.reason == "inspector" and not at_least(decider.rank, "inspector"):
            said = "This test needs the authority of an inspector or above. Name the officer who gave it."
            found.append(Refused("DRUG-2", "authorised_by", said))
        return found

    def warnings(self, now: Detention, decider: Officer) -> list[Warned]:
        if self.result in {"negative", "refused"} or self.assessment:
            return []
        return [
            Warned("DRUG-3", "assessment", "After a positive test an assessment may be required. Say if not.")
        ]
