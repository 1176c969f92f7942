"""What the HTTP API of this room takes and gives. An entry's body has the schema of its kind."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import AwareDatetime, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from daybook.custody.entries import EntryKind, all_kinds
from daybook.custody.entries.arrival import Arrival
from daybook.records.api_bodies import Reasons, ReportProblem, SchemaOf, Why

Override = Annotated[
    str,
    Field(max_length=2000, description="Why a rule is set aside in an emergency: alerts the auditors"),
]


class SchemaOfKinds:
    """Describes a JSON object by the schemas of all kinds that people write; the kind's class checks it itself."""

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {"anyOf": [handler(kind.__pydantic_core_schema__) for kind in written_kinds()]}


def written_kinds() -> list[type[EntryKind]]:
    """The kinds that people write; the others are Daybook's own."""
    return [kind for kind in all_kinds().values() if not kind.house]


class Opening(Schema):
    """`continues` is the earlier record on the same matter: a return on bail, a transfer in."""

    arrest: UUID
    suite: Annotated[str, Field(max_length=12)]
    arrival: Annotated[dict[str, Any], SchemaOf(Arrival)]
    continues: UUID | None = None
    reasons: Reasons = {}


class NewEntry(Schema):
    """`noted_at` is when it was written down, where the server could not be reached then."""

    kind: Annotated[str, Field(max_length=32)]
    entry: Annotated[dict[str, Any], SchemaOfKinds()]
    reasons: Reasons = {}
    override: Override = ""
    noted_at: AwareDatetime | None = None


class EntryCorrection(Schema):
    """The entry as it shall stand; null withdraws it."""

    entry: Annotated[dict[str, Any], SchemaOfKinds()] | None
    reason: Why
    reasons: Reasons = {}
    override: Override = ""


class EntryProblem(ReportProblem):
    """Why nothing was written. `overridable`: in an emergency it may be sent again with `override`."""

    overridable: bool = False


class KindOut(Schema):
    slug: str
    title: str
    section: str
    permission: str
    clock: bool


class SuiteOut(Schema):
    code: str
    name: str
    ou: str
    station: str


class RecordOut(Schema):
    """A custody record as it was opened or written to."""

    id: UUID
    number: str
    opened_at: datetime
    closed_at: datetime | None


class CustodyEntryOut(Schema):
    """An entry as written. `in_force` is false for one that was corrected; `line` is its sentence."""

    id: UUID
    kind: str
    title: str
    section: str
    happened_at: datetime
    entered_at: datetime
    noted_at: datetime | None
    by: str
    details: dict[str, Any] | None
    line: str
    corrects: UUID | None
    reason: str
    in_force: bool


class Written(Schema):
    id: UUID
    record: UUID


class FlagOut(Schema):
    code: str
    words: str


class DueOut(Schema):
    """`state` is ok, soon, due or overdue; `paused_since` is set while the clock stands still."""

    what: str
    title: str
    at: datetime
    earliest: datetime | None
    state: str
    left: str
    rule: str
    law: str
    who: str
    note: str
    paused_since: datetime | None


class ClocksOut(Schema):
    """Both clocks and every due time; `openings` are what may be asked for, such as an extension."""

    now: datetime
    relevant_time: datetime | None
    authorised_at: datetime | None
    dues: list[DueOut]
    openings: list[DueOut]


class StateOut(RecordOut):
    """A custody record with how it stands."""

    suite: str
    person: UUID
    name: str
    age: int | None
    arrest: UUID
    continues: UUID | None
    status: str
    status_words: str
    cell: str
    place: str
    offences: list[str]
    level: int | None
    flags: list[FlagOut]


class RowOut(Schema):
    record: UUID
    number: str
    person: UUID
    name: str
    age: int | None
    cell: str
    place: str
    place_words: str
    status: str
    status_words: str
    offences: list[str]
    level: int | None
    intoxicated: bool
    flags: list[FlagOut]
    worst: str
    clocks: list[DueOut]
    next: list[DueOut]


class BoardOut(Schema):
    suite: SuiteOut
    now: datetime
    rows: list[RowOut]
    empty: list[str]


class StatusOut(Schema):
    """What the officer of an arrest is told, and nothing more."""

    number: str
    suite: str
    status: str
    status_words: str
    opened_at: datetime
    closed_at: datetime | None
