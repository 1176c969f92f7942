"""One page for what a question to a file has found: sentences, pictures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.template.loader import render_to_string

from daybook.forecast.engine.reading import Read
from daybook.forecast.report import pictures, styles
from daybook.web.charts import Chart


@dataclass(frozen=True, slots=True)
class Table:
    """`words` stand between title and table."""

    title: str
    words: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """`told` says what was asked, `findings` what was found, a sentence each."""

    title: str
    told: Sequence[str]
    findings: Sequence[str]
    charts: Sequence[Chart]
    tables: Sequence[Table] = field(default_factory=tuple)


def write_found(path: Path, found: Found, read: Read | None = None) -> None:
    """One file, with neither network nor script; with `read`, what was odd in the data stands below."""
    given = {
        "title": found.title,
        "told": found.told,
        "findings": found.findings,
        "pictures": pictures(found.charts),
        "tables": found.tables,
        "read": read,
        "styles": styles(),
    }
    path.write_text(render_to_string("forecast/found.html", given), "utf-8")
