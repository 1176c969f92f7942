"""What `layout.toml` may say: the records of an old system's files, column by column, as its copybook lists them."""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from daybook.legacy.mapping.fixed.picture import Picture, picture

FILLER = "FILLER"
HOLDS = Literal["batch", "sequence", "answers", "records", "hash", "made-on", "made-at", "refusal"]
FILES = Literal["batch", "result", "rejects", "extract"]
DATES = {"YYYYMMDD": 8, "YYMMDD": 6, "YYYYDDD": 7, "YYDDD": 5}


class Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ColumnSpec(Table):
    """One column. `at` is its first position, counted from 1.

    `value` is a constant; `holds` names what the batch itself puts there: its number, the record's number in it (or the
    number of the record that is answered), how many records, the hash total, day (YYYYMMDD) and time (HHMMSS) of
    making, the code with which it was refused as a whole. `empty` is what stands in a number that is not known.
    """

    name: str = Field(pattern=r"^[A-Z][A-Z0-9_-]*$")
    at: int = Field(ge=1)
    picture: str
    value: str | None = None
    holds: HOLDS | None = None
    empty: Literal["blanks", "low-values", "zeros"] | None = None
    date: Literal["YYYYMMDD", "YYMMDD", "YYYYDDD", "YYDDD"] | None = None
    pivot: int | None = Field(default=None, ge=0, le=99)

    @field_validator("picture")
    @classmethod
    def known_picture(cls, text: str) -> str:
        picture(text)
        return text

    @model_validator(mode="after")
    def whole(self) -> ColumnSpec:
        shape = self.shape
        if shape.is_text and (self.empty or self.date):
            raise ValueError(f"{self.name}: 'empty' and 'date' are for numbers, and {self.picture} is text.")
        if self.date and (shape.digits != DATES[self.date] or shape.places or shape.signed):
            raise ValueError(
                f"{self.name}: a date {self.date} needs the picture 9({DATES[self.date]}), packed or not."
            )
        if self.date and not self.date.startswith("YYYY") and self.pivot is None:
            raise ValueError(
                f"{self.name}: a two-digit year needs 'pivot', the last year of this century: pivot = 30."
            )
        return self

    @property
    def shape(self) -> Picture:
        return picture(self.picture)

    @property
    def last(self) -> int:
        """Its last position."""
        return self.at + self.shape.size - 1


class RecordSpec(Table):
    """One kind of record. `like` takes over the columns of another; its own stand behind them."""

    length: int = Field(ge=1, le=32760)
    columns: list[ColumnSpec] = Field(min_length=1)
    like: str | None = None


class FileSpec(Table):
    """A file of fixed-length records: header, records, trailer. `hash` is the column that is summed up."""

    header: str
    records: list[str] = Field(min_length=1)
    trailer: str
    hash: str | None = None


class LayoutSpec(Table):
    """The whole of `layout.toml`."""

    code_page: Literal["cp037", "cp500", "cp1140", "cp285", "cp1146"]
    records: dict[str, RecordSpec] = Field(min_length=1)
    files: dict[FILES, FileSpec] = Field(default_factory=dict)

    def columns_of(self, name: str) -> list[ColumnSpec]:
        """The columns of a record, those that it takes over first."""
        record = self.records[name]
        return [*(self.records[record.like].columns if record.like else []), *record.columns]


def problems(spec: LayoutSpec) -> list[str]:
    """What is wrong over the whole layout, each as a sentence."""
    found = []
    for name, record in spec.records.items():
        if record.like and (record.like not in spec.records or spec.records[record.like].like):
            found.append(f"[records.{name}] like: '{record.like}' is no record that has columns of its own.")
            continue
        found += [f"[records.{name}] {problem}" for problem in _gaps(spec.columns_of(name), record.length)]
    for kind, file in spec.files.items():
        found += [f"[files.{kind}] {problem}" for problem in _file(spec, file)]
    return found


def _gaps(columns: list[ColumnSpec], length: int) -> list[str]:
    """Columns that overlap, leave positions out or have the same name."""
    found = [] if columns[0].at == 1 else [f"{columns[0].name}: begins at {columns[0].at}. Begin at 1."]
    for one, next_one in pairwise(columns):
        if next_one.at != one.last + 1:
            found.append(
                f"{next_one.name}: at = {next_one.at}, but {one.name} ends at {one.last}. Correct one of them."
            )
    if columns[-1].last != length:
        found.append(
            f"length = {length}, but {columns[-1].name} ends at {columns[-1].last}. Add a FILLER, or correct it."
        )
    names = [column.name for column in columns if column.name != FILLER]
    return found + [
        f"{name}: stands there twice. Rename one."
        for name in sorted({n for n in names if names.count(n) > 1})
    ]


def _file(spec: LayoutSpec, file: FileSpec) -> list[str]:
    names = [file.header, *file.records, file.trailer]
    if missing := [name for name in names if name not in spec.records]:
        return [f"there is no [records.{missing[0]}]. Add it or correct the name."]
    if len({spec.records[name].length for name in names}) > 1:
        return [
            "its records differ in length, and the file is of fixed-length records. Give all the same length."
        ]
    found = []
    if not any(column.holds == "records" for column in spec.columns_of(file.trailer)):
        found.append(
            f"the trailer '{file.trailer}' does not say how many records there are. Add holds = \"records\"."
        )
    for name in names:
        if not any(column.value for column in spec.columns_of(name)):
            found.append(f"nothing tells '{name}' from the others. Give its record type column a 'value'.")
    for name in file.records if file.hash else []:
        if file.hash not in [c.name for c in spec.columns_of(name) if not c.shape.is_text]:
            found.append(
                f"hash: '{name}' has no number column '{file.hash}'. Name one that every record has."
            )
    return found
