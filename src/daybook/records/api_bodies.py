"""What the HTTP API of this room takes and gives. A report's body has the schema of its report class."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from daybook.access.api_base import Problem
from daybook.records.reports.entries import Part, PersonEntry

Reasons = Annotated[
    dict[str, Annotated[str, Field(max_length=2000)]],
    Field(description="Answers to soft findings, by the key that the refusal gave"),
]
Why = Annotated[str, Field(min_length=1, max_length=2000, description="The reason, kept in the book")]


class SchemaOf:
    """Describes a JSON object by a report class; the class itself checks it, with its own sentences."""

    def __init__(self, kind: type[Part]) -> None:
        self.kind = kind

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return handler(self.kind.__pydantic_core_schema__)


def submission_of(kind: type[Part]) -> type[Schema]:
    """The body that records a report of this type."""
    names = {"report": Annotated[dict[str, Any], SchemaOf(kind)], "reasons": Reasons}
    return type(f"{kind.__name__}Submission", (Schema,), {"__annotations__": names, "reasons": {}})


class Amendment(Schema):
    """The report as it shall stand, why, and the answers to soft findings."""

    report: dict[str, Any] = Field(description="The whole report, of the schema of its type")
    reason: Why
    reasons: Reasons = {}


class StateChange(Schema):
    """Why, the answers to the change's questions as the schema of its type names them, and to soft findings."""

    reason: Annotated[str, Field(max_length=2000, description="Kept in the book")] = ""
    answers: dict[str, Any] = {}
    reasons: Reasons = {}


class Identified(Schema):
    """Who the person is: on record already (`person_id`), or by name."""

    person: Annotated[dict[str, Any], SchemaOf(PersonEntry)]
    reason: Why


class EventOut(Schema):
    """An event as a report made or changed it. `version` is what If-Match takes."""

    id: UUID
    number: str
    report: str = Field(alias="report_type")
    status: str
    version: int


class Recorded(Schema):
    """One event, or one for each person where the type says so."""

    events: list[EventOut]


class PersonOut(Schema):
    id: UUID


class Finding(Schema):
    """A soft finding: send the report again with a reason under `key`, or with the matter put right."""

    key: str
    path: str
    message: str


class ReportProblem(Problem):
    """A problem document of a report: hard `errors` by path, and soft `findings` that wait for a reason."""

    findings: list[Finding] = []


class Offence(Schema):
    code: str
    title: str
    category: str
    category_label: str
    home_office_class: str
    recordable: bool
    notifiable: bool


class CodeOut(Schema):
    code: str
    label: str
    hint: str
    valid_today: bool


class CodeListOut(Schema):
    name: str
    title: str
    source: str
    codes: list[CodeOut]


class ReportDocument(BaseModel):
    """An event with everything an old system may be told of it; codes are Daybook's own, times UTC.

    What the report asks beyond people, place and offences stands under the name of its type.
    """

    model_config = ConfigDict(extra="allow")

    report: str
    verb: str
    number: str
    version: int
    event: dict[str, Any]
    person: dict[str, Any] | None
    people: list[dict[str, Any]]
    offences: list[dict[str, Any]]
    changes: list[dict[str, Any]]
    place: dict[str, Any]
    officer: dict[str, Any]
    force: dict[str, Any]
    references: dict[str, str]
    asn: str | None
