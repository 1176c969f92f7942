"""The bad rows of an import as a file to mend and send again."""

from __future__ import annotations

from collections.abc import Iterator

from daybook.estate.models import RegisterImport

WRONG, REMEDY = "What is wrong", "What to do"


def heading(run: RegisterImport) -> list[str]:
    """The headings of the file, and two columns that the next import leaves out."""
    return [*run.headings, WRONG, REMEDY]


def bad_row_lines(run: RegisterImport) -> Iterator[list[str]]:
    """Heading and rows as they stood, with what is wrong and what to do."""
    yield heading(run)
    for row in run.bad_rows.iterator():
        cells = [*row.values, *[""] * len(run.headings)][: len(run.headings)]
        wrong = " ".join(f"{fault['field']}: {fault['problem']}" for fault in row.faults)
        yield [*cells, wrong, " ".join(fault["remedy"] for fault in row.faults)]
