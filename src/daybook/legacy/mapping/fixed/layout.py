"""A whole layout: its records and the files that are made of them, read from `layout.toml` and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from daybook.legacy.mapping.fixed.codepages import code_page
from daybook.legacy.mapping.fixed.errors import FixedError
from daybook.legacy.mapping.fixed.record import Record, Values
from daybook.legacy.mapping.fixed.spec import LayoutSpec, problems

FILE = "layout.toml"


@dataclass(frozen=True)
class FileForm:
    """The records that one kind of file is made of."""

    header: Record
    records: tuple[Record, ...]
    trailer: Record
    hash: str | None

    @property
    def length(self) -> int:
        """Of each of its records, in bytes."""
        return self.header.length

    def kind_of(self, data: bytes) -> Record | None:
        """Which of its records these bytes are."""
        return next((record for record in self.records if record.is_one(data)), None)


@dataclass(frozen=True)
class Layout:
    records: dict[str, Record]
    files: dict[str, FileForm]

    def read_answer(self, data: bytes) -> Values:
        """One record of a result or a rejects file; FixedError where it is neither."""
        for kind in ("result", "rejects"):
            record = self.files[kind].kind_of(data) if kind in self.files else None
            if record:
                return record.read(data)
        raise FixedError(f"{len(data)} bytes are no record of a result or rejects file.", "Ask its owner.")


def layout_of(tables: dict[str, Any]) -> Layout:
    """The layout in these tables. ValueError (pydantic's, or with a sentence a line) where they are wrong."""
    spec = LayoutSpec.model_validate(tables)
    if found := problems(spec):
        raise ValueError("\n".join(found))
    page = code_page(spec.code_page)
    records = {name: Record(name, spec.columns_of(name), page) for name in spec.records}
    files = {
        kind: FileForm(
            records[f.header], tuple(records[name] for name in f.records), records[f.trailer], f.hash
        )
        for kind, f in spec.files.items()
    }
    return Layout(records, {str(kind): form for kind, form in files.items()})


def has_layout(folder: Path) -> bool:
    return (folder / FILE).is_file()
