"""The old systems filled with their own dirty copies of the people, straight into each emulator's own state file.

The truth (who each copy is about) is written beside, in a folder of its own that no program of the house reads.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import Connection
from typing import Any

from django.utils import timezone

from daybook.demo.generator import LegacyCopy, generate
from daybook.demo.generator.force import TRUTH_COLUMNS
from daybook.demo.generator.old_systems import BY_NAME
from daybook.demo.loading import forms_of_occasions, forms_of_people, marks
from daybook.legacy.emulation.store import Store

TRUTH_FILE = "truth.csv.gz"
TOGETHER = 1000
FORMS = forms_of_people.FORMS | forms_of_occasions.FORMS
"""By system: the fields of a record, and its heading there."""
KEEP = "INSERT OR IGNORE INTO record VALUES (?, ?, 'LIVE', 1, ?, ?, ?, ?)"
COUNT_ON = """INSERT INTO counter VALUES (?, ?)
ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)"""
COUNTERS = {"intelligence": "report", "warrants": "warrant{:02d}"}
"""What a machine numbers by where its own numbers would be among those of the copies; by year."""
YEARS = 8
"""The copies are of the last seven years, and today may lie in the next."""
Row = tuple[str, str, str, str, float, float]


def fill_machines(
    folder: Path,
    truth: Path,
    people: int = 20_000,
    seed: int = 7,
    until: date | None = None,
    progress: Callable[[str, int, int], None] | None = None,
) -> dict[str, int]:
    """Fill the machines whose homes are `folder/<name>`; how many copies each holds now.

    `truth` is the folder for truth.csv.gz. The copies go into a machine all at once or not at all; filling it
    again changes nothing. `until` is that of the loaded force unless given. `progress` is told stage, done, total.
    """
    mark = marks.last_mark()
    force = generate(seed, people, until=until or (mark.last_day if mark else timezone.localdate()))
    waiting: dict[str, list[Row]] = {name: [] for name in BY_NAME}
    counts = dict.fromkeys(BY_NAME, 0)
    with ExitStack() as stack:
        tell_truth = stack.enter_context(_truth_file(truth))
        sessions = {name: stack.enter_context(_session(folder / name, name)) for name in BY_NAME}
        for copy, told in force.copies_with_truth():
            tell_truth((told.system, told.key, told.person, " ".join(told.slips)))
            rows = waiting[copy.system]
            rows.append(row_of(copy))
            counts[copy.system] += 1
            if len(rows) == TOGETHER:
                _keep(sessions[copy.system], rows)
                if progress:
                    progress("Old systems", int(told.person[1:]), people)
        for name, rows in waiting.items():
            _keep(sessions[name], rows)
            _count_on(sessions[name], name, force.until.year)
    if progress:
        progress("Old systems", people, people)
    return counts


def are_filled(truth: Path) -> bool:
    """Whether the machines were filled to the end."""
    return (truth / TRUTH_FILE).exists()


def row_of(copy: LegacyCopy) -> Row:
    """The copy as the machine's table of records holds it; its own key is reference and sender's number alike."""
    form, caption = FORMS[copy.system]
    content = {name: value for name, value in form(copy).items() if value}
    keyed_in = datetime.strptime(copy.recorded_on, BY_NAME[copy.system].dates).replace(hour=12, tzinfo=UTC)
    at = keyed_in.timestamp()
    text = json.dumps(content, ensure_ascii=False)
    return copy.record, copy.record, caption(content), text, at, at


def _keep(session: Connection, rows: list[Row]) -> None:
    session.executemany(KEEP, rows)
    rows.clear()


def _count_on(session: Connection, name: str, year: int) -> None:
    """The next number that the machine gives lies behind those of all copies."""
    counter = COUNTERS.get(name)
    if counter:
        names = {counter.format(each % 100) for each in range(year - YEARS + 2, year + 2)}
        session.executemany(COUNT_ON, [(each, BY_NAME[name].numbers) for each in sorted(names)])


@contextmanager
def _session(home: Path, name: str) -> Iterator[Connection]:
    home.mkdir(parents=True, exist_ok=True)
    with Store(home / f"{name}.sqlite3").transaction() as session:
        yield session


@contextmanager
def _truth_file(folder: Path) -> Iterator[Callable[[tuple[str, ...]], Any]]:
    """Writes rows of the truth; the file takes its name last, so that it is there when the machines are full."""
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f"{TRUTH_FILE}.part"
    with gzip.open(part, "wt", encoding="utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(TRUTH_COLUMNS)
        yield writer.writerow
    os.replace(part, folder / TRUTH_FILE)
