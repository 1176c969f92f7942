"""What the person service takes and answers. A record is named by its system and its key there."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, Self
from uuid import UUID

from ninja import Field, Schema
from pydantic import ConfigDict, model_validator

from daybook.nominals.models import OWN

Short = Annotated[str, Field(max_length=80)]
Text = Annotated[str, Field(max_length=200)]
SeenOut = Annotated[
    str, Field(description="What is known of this person now, as a digest: give it back with a judgement")
]
SAYS_NOTHING = "Give a name, a number or something else that is known of the person."


class RecordRef(Schema):
    """Our own people are of the system `daybook`; their key is their id."""

    model_config = ConfigDict(extra="forbid")
    system: Annotated[str, Field(max_length=40)] = OWN
    key: Short


class RecordTold(RecordRef):
    """A record in an answer, which can be sent back as it is. `withdrawn_at`: when its system withdrew it, if it did;
    what it said is still found and linked."""

    withdrawn_at: datetime | None = None


class NameIn(Schema):
    model_config = ConfigDict(extra="forbid")
    family_name: Short = ""
    given_names: Text = ""


class NumberIn(Schema):
    """`scheme`: pncid, cro, driver_number or nino."""

    model_config = ConfigDict(extra="forbid")
    scheme: Annotated[str, Field(max_length=24)]
    number: Short


class PersonSaid(Schema):
    """What is said of a person: at least a name or one of the other lists.

    `births` are dates in any usual form, day first, or a year. `addresses` are lines parted by commas.
    """

    model_config = ConfigDict(extra="forbid")
    names: Annotated[list[NameIn], Field(max_length=10)] = []
    births: Annotated[list[Annotated[str, Field(max_length=20)]], Field(max_length=5)] = []
    sex: Annotated[str, Field(max_length=8)] = ""
    addresses: Annotated[list[Text], Field(max_length=10)] = []
    postcodes: Annotated[list[Annotated[str, Field(max_length=12)]], Field(max_length=10)] = []
    phones: Annotated[list[Annotated[str, Field(max_length=24)]], Field(max_length=10)] = []
    numbers: Annotated[list[NumberIn], Field(max_length=10)] = []
    emails: Annotated[list[Annotated[str, Field(max_length=254)]], Field(max_length=10)] = []

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        known = (
            self.names,
            self.births,
            self.addresses,
            self.postcodes,
            self.phones,
            self.numbers,
            self.emails,
        )
        if not any(known):
            raise ValueError(SAYS_NOTHING)
        return self


class PersonAsked(PersonSaid):
    """Somebody to be found: whatever is known, at least a name or one of the other lists.

    `births` are dates in any usual form, day first, or a year; `apparent_age` is in whole years today, as somebody
    guessed it, and counts where no birth date is given.
    """

    apparent_age: Annotated[int, Field(ge=1, le=110)] | None = None
    limit: Annotated[int, Field(ge=1, le=20)] = 5


class StepOut(Schema):
    """One part of the evidence; `bits` of all add up to the score."""

    field: str
    words: str
    bits: float


class CandidateOut(Schema):
    """`rule`: the hard rule that forbids joining without a person, or empty."""

    nominal: UUID
    seen: SeenOut
    record: RecordTold
    name: str
    bits: float
    rule: str
    evidence: list[StepOut]


class FactOut(Schema):
    """A value in use, where it comes from and by which rule it was chosen."""

    label: str
    value: str
    source: str
    rule: str


class NominalOut(Schema):
    """A person. `nominal` is the id in use today; the one asked for may have been retired. `whole` is false where
    there are records that the caller may not see."""

    nominal: UUID
    records: list[RecordTold]
    facts: list[FactOut]
    aliases: list[str]
    whole: bool
    seen: SeenOut


class TieOut(Schema):
    """Why a record belongs: the decision that ties it to the record `before` it; the first has none."""

    record: RecordTold
    before: RecordTold | None
    bits: float | None
    by: str
    rule: str
    reason: str
    evidence: list[StepOut]


class ExplanationOut(Schema):
    nominal: UUID
    ties: list[TieOut]
    whole: bool
    seen: SeenOut


class JudgementIn(Schema):
    """`reason` is needed where the judgement contradicts the evidence; `verified`: fingerprints, DNA, a document.

    `seen`: the `seen` of both persons (one, where the two records are one person) as the answer gave it from which this
    is judged. Where more or else is known of either by now, the judgement is refused (409). Without it nothing is
    compared.
    """

    model_config = ConfigDict(extra="forbid")
    first: RecordTold
    second: RecordTold
    reason: Annotated[str, Field(max_length=1000)] = ""
    verified: bool = False
    seen: Annotated[list[Annotated[str, Field(max_length=64)]], Field(max_length=2)] = []


class DecisionOut(Schema):
    """`operation` is what undoing names: POST /actions/undo-judgement. `nominal`: the person whose `first` is now."""

    id: UUID
    operation: UUID
    verdict: str
    nominal: UUID


class ProposalOut(Schema):
    """A parting that waits for a second person. POST /actions/answer-proposal confirms or declines it; who made it
    (`mine`) may only withdraw it.

    `deed`: *decide*, the `verdict` of two records; *detach*, take `record` out of its person; *undo*, take the
    judgements of `operation` back. `records` are all concerned, `nominals` the persons whose they are now: ask for
    each, and give their `seen` with the answer. `matters`: what is open of them, which is why it takes two.
    """

    id: UUID
    deed: Literal["decide", "detach", "undo"]
    verdict: str
    record: RecordRef | None
    operation: UUID | None
    records: list[RecordRef]
    nominals: list[UUID]
    reason: str
    matters: list[str]
    by: str
    mine: bool
    at: datetime


class Since(Schema):
    """Where to go on in the feed, and how many entries of the book at most: an answer may end before."""

    after: Annotated[int, Field(ge=0, le=2**62)] = 0
    limit: Annotated[int, Field(ge=1, le=500)] = 100


class ChangeOut(Schema):
    """What became of a record. `kind` is that of the entry in the book; `what`:

    *came*: another system's record is new here, `before` is null, and `after` is the id of the person that it is as
    long as it is linked with nobody. *moved*: it came from the person `before` to the person `after`. *corrected*,
    *withdrawn*: its system says otherwise of it, or holds it no more; both ids are the person whose it is today.
    """

    seq: int
    kind: str
    what: Literal["came", "moved", "corrected", "withdrawn"]
    at: datetime
    record: RecordRef
    before: UUID | None
    after: UUID


class ChangesOut(Schema):
    """Ask again with `after` set to `next`."""

    changes: list[ChangeOut]
    next: int
