"""100,000 warrants as one EBCDIC batch with counts and hash total, out and in, every column checked both ways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

from bench import measure
from daybook.legacy.mapping.fixed import FixedFile, Layout, write_file
from daybook.legacy.systems.registry import mapping

WARRANTS = 100_000
FIRST = date(1940, 1, 1)


@measure(f"EBCDIC batch of {WARRANTS:,} warrants, out, of processor time", unit=" records/s", at_least=20_000)
def out() -> float:
    with _made() as (_, seconds):
        return WARRANTS / seconds


@measure(f"EBCDIC batch of {WARRANTS:,} warrants, in, of processor time", unit=" records/s", at_least=20_000)
def back() -> float:
    with _made() as (file, _):
        began = process_time()
        read = [values for _, values in FixedFile(file, _layout().files["batch"]).values()]
        spent = process_time() - began
    assert len(read) == WARRANTS
    assert {name: value for name, value in read[-1].items() if name != "SEQ"} == _values(WARRANTS - 1)
    return WARRANTS / spent


@contextmanager
def _made() -> Iterator[tuple[Path, float]]:
    """The batch in a file, and what writing it took in seconds."""
    layout, values = _layout(), [_values(number) for number in range(WARRANTS)]
    record = layout.records["warrant"]
    with TemporaryDirectory() as folder:
        file = Path(folder) / "B0000001.dat"
        began = process_time()
        with file.open("wb") as open_file:
            bodies = (record.write(each) for each in values)
            write_file(open_file, layout.files["batch"], {"batch": 1, "made-on": date(2026, 11, 1)}, bodies)
        yield file, process_time() - began


def _layout() -> Layout:
    layout = mapping("warrants").layout
    assert layout is not None
    return layout


def _values(number: int) -> dict[str, Any]:
    """A warrant with every column of a usual one filled."""
    return {
        "ACTION": "N", "OUR-NUMBER": f"WT/{number:07d}/26", "VERSION": 1 + number % 9, "AT": 202601010000 + number % 2400,
        "STATUS": "I", "KIND": "BA", "COURT": "AN INVENTED MAGISTRATES' COURT", "COURT-REF": f"C{number}", "BAIL": "N",
        "EXPIRES": date(2027, 1, 1) + timedelta(days=number % 700), "SURNAME": f"REED-{number}", "FORENAMES": "ADA COL",
        "BIRTH-DATE": FIRST + timedelta(days=number % 20_000), "SEX": "F", "ADDRESS": "14 HARBOUR STREET, FAIRHAVEN",
        "POSTCODE": "ZZ1 2AB", "OFFENCE-1": "TH68010", "RISK": "OWES £50", "OFFICER": "1234",
    }  # fmt: skip
