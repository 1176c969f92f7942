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

from daybook.demo.generator import LegacyCopy, birth_date_of, generate
from daybook.demo.generator.copies import BY_NAME
from daybook.demo.generator.force import TRUTH_COLUMNS
from daybook.demo.loading import marks
from daybook.legacy.emulation.store import Store

TRUTH_FILE = "truth.csv.gz"
TOGETHER = 1000
GENDERS = {"1": "GNDR_0002", "2": "GNDR_0001"}
"""As the mapping of case preparation writes them."""
KEEP = "INSERT OR IGNORE INTO record VALUES (?, ?, 'LIVE', 1, ?, ?, ?, ?)"
Content = dict[str, Any]
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
    if progress:
        progress("Old systems", people, people)
    return counts


def are_filled(truth: Path) -> bool:
    """Whether the machines were filled to the end."""
    return (truth / TRUTH_FILE).exists()


def row_of(copy: LegacyCopy) -> Row:
    """The copy as the machine's table of records holds it; its own key is reference and sender's number alike."""
    content = {name: value for name, value in FORMS[copy.system](copy).items() if value}
    keyed_in = datetime.strptime(copy.recorded_on, BY_NAME[copy.system].dates).replace(hour=12, tzinfo=UTC)
    at = keyed_in.timestamp()
    text = json.dumps(content, ensure_ascii=False)
    return copy.key, copy.key, CAPTIONS[copy.system](content), text, at, at


def _keep(session: Connection, rows: list[Row]) -> None:
    session.executemany(KEEP, rows)
    rows.clear()


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


def _custody(copy: LegacyCopy) -> Content:
    lines = copy.address.split(", ") if copy.address else []
    return {
        "OriginNumber": copy.key,
        "Detainee.Surname": copy.family_name,
        "Detainee.Forenames": copy.given_names,
        "Detainee.BirthDate": copy.date_of_birth,
        "Detainee.Sex": copy.sex,
        "Detainee.SelfDefinedEthnicity": copy.ethnicity,
        "Detainee.Pncid": copy.pncid,
        **{f"Detainee.Address.Line.{number}": line for number, line in enumerate(lines, 1)},
        "Detainee.Postcode": copy.postcode,
        "KeyedOn": copy.recorded_on,
    }


def _vulnerable(copy: LegacyCopy) -> Content:
    born = birth_date_of(copy)
    noticed = date.fromisoformat(copy.recorded_on)
    child = born is not None and (noticed - born).days < 18 * 365.25
    return {
        "SOURCE_NUMBER": copy.key,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "BIRTH_DATE": copy.date_of_birth,
        "SEX": copy.sex,
        "CHILD_FLAG": "Y" if child else "N",
        "ETHNICITY": copy.ethnicity,
        "HOME_ADDRESS": copy.address,
        "HOME_POSTCODE": copy.postcode,
        "PNCID": copy.pncid,
        "NOTICED_AT": copy.recorded_on,
    }


def _case_preparation(copy: LegacyCopy) -> Content:
    given = copy.given_names.split()
    return {
        "submission.externalReferenceId": copy.key,
        **{f"suspect.givenName.{number}": name for number, name in enumerate(given, 1)},
        "suspect.surname": copy.family_name,
        "suspect.dateOfBirth": copy.date_of_birth,
        "suspect.gender": GENDERS.get(copy.sex, "GNDR_0000"),
        "suspect.ethnicitySelfDefined": copy.ethnicity,
        "suspect.pncId": copy.pncid,
        "currentAddress.addressLine": copy.address,
        "currentAddress.postcode": copy.postcode,
        "submission.submitTime": copy.recorded_on,
    }


def _national_computer(copy: LegacyCopy) -> Content:
    return {
        "ORIGIN": copy.key,
        "SURNAME": copy.family_name,
        "FORENAMES": copy.given_names,
        "BIRTH": copy.date_of_birth,
        "SEX": copy.sex,
        "APPEARANCE": copy.ethnicity,
        "PNCID": copy.pncid,
        "ADDRESS": copy.address,
        "POSTCODE": copy.postcode,
        "CREATED": copy.recorded_on,
    }


def _cellblock_caption(content: Content) -> str:
    return f"{content.get('Detainee.Surname', '')}, {content.get('Detainee.Forenames', '')}".rstrip(", ")


def _safeguard_caption(content: Content) -> str:
    child = " (CHILD)" if content["CHILD_FLAG"] == "Y" else ""
    return f"{content.get('SURNAME', '')} {content.get('FORENAMES', '')}".strip() + child


def _casefile_caption(content: Content) -> str:
    given = [value for name, value in content.items() if name.startswith("suspect.givenName.")]
    return " ".join([*given, content.get("suspect.surname", "(name not known)")])


def _national_caption(content: Content) -> str:
    name = f"{content.get('SURNAME', '')}/{content.get('FORENAMES', '')}"
    return f"{name} {content.get('BIRTH', '')}".rstrip(" /")


FORMS: dict[str, Callable[[LegacyCopy], Content]] = {
    "custody": _custody,
    "vulnerable": _vulnerable,
    "case_preparation": _case_preparation,
    "national_computer": _national_computer,
}
CAPTIONS: dict[str, Callable[[Content], str]] = {
    "custody": _cellblock_caption,
    "vulnerable": _safeguard_caption,
    "case_preparation": _casefile_caption,
    "national_computer": _national_caption,
}
