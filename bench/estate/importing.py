"""The register taken in with a tenth of its rows spoilt."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

from bench import measure

SYSTEMS = 750


def _take_in(folder: Path, spoilt: float) -> tuple[Any, Any, float]:
    """The import of an estate's register, what was spoilt in it, and the seconds it took."""
    from django.utils import timezone

    from daybook.book.author import system
    from daybook.demo.estate import generate_estate, write
    from daybook.estate.importing.carrying_out import carry_out
    from daybook.estate.models import RegisterImport
    from daybook.estate.register.fields import SHEETS
    from daybook.estate.register.reading import guess, open_table

    written = write(generate_estate(11, SYSTEMS), folder, bad_rows=spoilt)
    with written.sheets["systems"].open("rb") as file:
        table = open_table(file)
        columns = guess(SHEETS["systems"], table.headings, table.first)
        run = RegisterImport.objects.create(
            sheet="systems",
            filename="register.csv",
            headings=table.headings,
            columns=columns,
            at=timezone.now(),
        )
        file.seek(0)
        start = perf_counter()
        carry_out(run, file, system("bench"))
        return run, written.spoilt, perf_counter() - start


TITLE = "Import of 750 systems, a tenth of the rows bad: all good rows in, all bad ones named"


@measure(TITLE, unit=" s", at_most=10, runs=1)
def import_seconds() -> float:
    with tempfile.TemporaryDirectory() as folder:
        run, spoilt, seconds = _take_in(Path(folder), 0.1)
    named = set(run.bad_rows.filter(taken=False).values_list("row", flat=True))
    if named != {one.row for one in spoilt} or run.added != SYSTEMS - len(spoilt):
        raise AssertionError(f"{run.added} rows in, {len(named)} named; {len(spoilt)} were spoilt.")
    return seconds
