"""What a mapping file may say: the TOML tables as pydantic models. `load` turns their errors into sentences."""

from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from daybook.legacy.mapping import paths
from daybook.legacy.mapping.characters import Characters
from daybook.legacy.mapping.limits import Limits
from daybook.legacy.mapping.terminal import TerminalSpec

CODECS = Literal[
    "text", "date", "datetime", "integer", "number", "code", "flag", "joined", "identifier"
]  # fmt: skip
VERBS = ("create", "amend", "withdraw")
ERASE = "erase"
"""The verb of an erasure: a system does not say in `wants` whether it takes it, but under `[erasure]`."""


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SystemSpec(Table):
    """`[system]`: what it is called, how it is reached and what it takes."""

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    title: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    transport: Literal[
        "xml-drop", "sql-staging", "rest", "queue", "ebcdic-batch", "soap", "csv-sftp", "tn3270"
    ]
    wants: list[str] = Field(min_length=1)
    order_by: str = "event.id"
    connection: list[str] = Field(default_factory=list)
    limits: Limits = Field(default_factory=Limits)

    @field_validator("order_by")
    @classmethod
    def order_of_reports(cls, path: str) -> str:
        if path != "event.id":
            raise ValueError(
                f"deliveries keep the order of each report, not of '{path}'."
                " Write order_by = 'event.id', or leave it out."
            )
        return path

    @field_validator("wants")
    @classmethod
    def known_verbs(cls, wants: list[str]) -> list[str]:
        for want in wants:
            if ":" in want and want.split(":")[1] not in VERBS:
                raise ValueError(f"'{want}' names no known verb. Write report:verb with {', '.join(VERBS)}.")
        return wants


class OnlyIf(Table):
    """`[[only_if]]`: a condition on the report, and what is shown where it does not hold.

    Without `is` it holds where there is anything at all.
    """

    any: str
    equals: str | bool | int | None = Field(default=None, alias="is")
    otherwise: str = Field(min_length=10)


class ResourceSpec(Table):
    """`[[body.resource]]`: one resource beside the root of a JSON:API body."""

    name: str
    type: str
    relation: str
    of: str | None = None


class BodySpec(Table):
    """`[body]`: the form of what is sent; `record` names one of `layout.toml` for the form `fixed`."""

    format: Literal["xml", "row", "jsonapi", "lines", "fixed", "csv"]
    root: str = "record"
    encoding: str = "utf-8"
    separator: str = Field(default=",", min_length=1, max_length=1)
    schema_file: str | None = Field(default=None, alias="schema")
    resource: list[ResourceSpec] = Field(default_factory=list)
    record: str | None = None


class FieldSpec(Table):
    """`[[field]]`: one value, from our report to its place in the old system."""

    source: str | None = Field(default=None, alias="from")
    to: str
    codec: CODECS = "text"
    value: str | int | bool | None = None
    length: int | None = Field(default=None, ge=1)
    truncate: Literal["refuse", "right", "initials", "items"] = "refuse"
    required: bool | list[str] = False
    absent: str | None = None
    one_way: bool = False
    compare: bool = True
    codes: str | None = None
    format: str | None = None
    zone: str = "UTC"
    round: Literal["minute", "second"] | None = None
    pivot: int | None = Field(default=None, ge=0, le=99)
    earliest: date | None = None
    latest: date | None = None
    outside: Literal["refuse", "leave-out"] = "refuse"
    places: int | None = Field(default=None, ge=0, le=12)
    separator: str | None = Field(default=None, min_length=1)
    item: CODECS = "text"
    words: tuple[str, str] | None = None
    identifier: Literal["pncid", "cro", "asn", "postcode", "nino", "driver_number"] | None = None
    show: Literal["canonical", "display", "compact"] = "canonical"
    any_character: bool = False
    otherwise: Literal["refuse", "drop", "transliterate"] | None = None
    remedy: str | None = None

    @field_validator("source", "to")
    @classmethod
    def readable_path(cls, text: str | None, info: Any) -> str | None:
        if text is not None:
            _ = paths.Path(text, "." if info.field_name == "source" else "/").segments
        return text

    @model_validator(mode="after")
    def whole(self) -> "FieldSpec":
        for problem in _problems(self):
            raise ValueError(problem)
        return self


def _problems(field: FieldSpec) -> list[str]:
    """What does not fit together inside one field."""
    needs = {"code": "codes", "date": "format", "datetime": "format", "joined": "separator", "number": "places",
             "identifier": "identifier"}  # fmt: skip
    found = []
    if (field.source is None) == (field.value is None):
        found.append("needs either 'from' (a path in the report) or 'value' (a constant), and not both.")
    for codec in {field.codec, field.item if field.codec == "joined" else field.codec}:
        if codec in needs and getattr(field, needs[codec]) is None:
            found.append(f"codec '{codec}' needs the key '{needs[codec]}'.")
    if (field.earliest or field.latest) and field.codec not in ("date", "datetime"):
        found.append("'earliest' and 'latest' are for the codecs date and datetime.")
    if field.truncate != "refuse" and field.length is None:
        found.append("'truncate' needs 'length', or there is nothing to cut to.")
    if field.source:
        ours, theirs = paths.source(field.source).lists, paths.target(field.to).lists
        if ours != theirs and not (field.codec == "joined" and (ours, theirs) == (1, 0)):
            found.append(
                f"'from' goes through {ours} lists and 'to' through {theirs}. Give both the same number of [],"
                " or use codec 'joined' to write a list into one place."
            )
    return found


class CodeTable(Table):
    """`[codes.<name>]`: our codes on the left of `map`, theirs on the right."""

    map: dict[str, str]
    lossy: bool = False
    back: dict[str, str] = Field(default_factory=dict)
    other: str | None = None

    @model_validator(mode="after")
    def reversible(self) -> "CodeTable":
        for theirs in self.folded():
            if not self.lossy:
                raise ValueError(
                    f"several of our codes become '{theirs}', which cannot be read back. Say lossy = true and name"
                    f" under back which of ours '{theirs}' stands for."
                )
            if theirs not in self.back:
                raise ValueError(f"is lossy, so 'back' must say which of our codes '{theirs}' stands for.")
        wrong = [theirs for theirs, ours in self.back.items() if self.map.get(ours, self.other) != theirs]
        if wrong:
            raise ValueError(
                f"back names '{wrong[0]}' = '{self.back[wrong[0]]}', but map does not lead there."
            )
        return self

    def folded(self) -> list[str]:
        """Their codes that stand for more than one of ours."""
        theirs = list(self.map.values()) + ([self.other] if self.other is not None else [])
        return sorted({code for code in theirs if theirs.count(code) > 1 or code == self.other})


class ListSpec(Table):
    """`[lists."offences"]`: how many items the old system holds, and what becomes of more."""

    most: int = Field(ge=1)
    beyond: Literal["refuse", "leave-out"] = "refuse"


class ReplyCode(Table):
    """`[reply.codes.<code>]`: what the old system's code means, in plain words, and what to do.

    `held`: it says so of a record that it holds already, which may be this very message, sent before.
    """

    reason: str = Field(min_length=5)
    remedy: str = Field(min_length=5)
    temporary: bool = False
    held: bool = False


class ReplySpec(Table):
    """`[reply]`: how an answer is read. Paths are in the answer's own form."""

    format: Literal["xml", "json", "row", "lines", "fixed"]
    encoding: str = "utf-8"
    root: str | None = None
    state: str | None = None
    confirmed: list[str] = Field(default_factory=list)
    refused: list[str] = Field(default_factory=list)
    reference: str | None = None
    code: str | None = None
    text: str | None = None
    returns: dict[str, str] = Field(default_factory=dict)
    codes: dict[str, ReplyCode] = Field(default_factory=dict)


class ExtractSpec(Table):
    """`[extract]`: how the system gives out all that it holds. Paths are in its own form; `key` is our number there.

    `record` names one record: an XML element, a table, or the call that lists them. `day` is the day by which
    records are counted, `entered` (in `entered_format`) when the old system got the record; `count`
    where the extract itself says how many records it holds.
    """

    record: str = Field(min_length=1)
    key: str
    day: str
    entered: str
    entered_format: str = "DD/MM/YYYY"
    reference: str | None = None
    state: str | None = None
    live: list[str] = Field(default_factory=list)
    count: str | None = None


class ErasureSpec(Table):
    """`[erasure]`: how the system is told, by its own number, to erase a record; or why that is done there `by_hand`.

    `gone`: codes of a refusal which say that nothing of that number is there any more. `reports`: the kinds that it can
    erase; without it all that it takes. `root`, `schema` and `record` stand in place of those of `[body]`.
    """

    by_hand: str = Field(default="", max_length=300)
    gone: list[str] = Field(default_factory=list)
    reports: list[str] = Field(default_factory=list)
    root: str | None = None
    schema_file: str | None = Field(default=None, alias="schema")
    record: str | None = None
    field: list[FieldSpec] = Field(default_factory=list)


class MappingSpec(Table):
    """A whole mapping file."""

    system: SystemSpec
    body: BodySpec
    characters: Characters = Field(default_factory=Characters)
    only_if: list[OnlyIf] = Field(default_factory=list)
    field: list[FieldSpec] = Field(min_length=1)
    codes: dict[str, CodeTable] = Field(default_factory=dict)
    lists: dict[str, ListSpec] = Field(default_factory=dict)
    reply: ReplySpec
    extract: ExtractSpec | None = None
    erasure: ErasureSpec | None = None
    transport: dict[str, str] = Field(default_factory=dict)
    terminal: TerminalSpec | None = None
