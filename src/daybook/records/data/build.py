"""Make the vendored lists again from the unpacked npm package: `python -m daybook.records.data.build package`.

Writes gzipped tab-separated files with a head line, always the same bytes for the same package.
"""

import gzip
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from daybook.records.identifiers import CjsOffenceCode

HERE = Path(__file__).parent
OFFENCE_COLUMNS = ("code", "category", "home_office_class", "recordable", "notifiable", "title")
UNIT_COLUMNS = ("code", "force_name", "name", "court_number")
NO_CLASS = "000/00"
FILLED_IN = "CE"
UNKNOWN = "CE?"


def offence_rows(source: Sequence[dict[str, Any]]) -> Iterable[tuple[str, ...]]:
    """The national codes that have a title. Codes local to one force begin with its number and are left out.

    The package writes category CE for every code that only the national computer's list has; those have no
    Home Office class either, and get the category `CE?`: assumed, not known.
    """
    for row in sorted(source, key=lambda row: str(row["cjsCode"])):
        title = " ".join(row["offenceTitle"].replace("|", " ").split())
        if not title or not CjsOffenceCode.is_valid(row["cjsCode"]):
            continue
        home_office_class = row["homeOfficeClassification"].replace(NO_CLASS, "")
        category = row["offenceCategory"]
        if category == FILLED_IN and not home_office_class:
            category = UNKNOWN
        flags = ("1" if row[key] else "0" for key in ("recordableOnPnc", "notifiableToHo"))
        yield (row["cjsCode"], category, home_office_class, *flags, title)


def unit_rows(source: Sequence[dict[str, str]]) -> Iterable[tuple[str, ...]]:
    """Police units and courts that have a name: organisation unit code, force or area, unit, court number."""
    levels = ("topLevelCode", "secondLevelCode", "thirdLevelCode", "bottomLevelCode")
    for code, row in sorted(("".join(row[level] for level in levels), row) for row in source):
        name = " ".join(row["thirdLevelName"].split())
        if name:
            yield code, row["secondLevelName"].strip(), name, row["thirdLevelPsaCode"]


def write(path: Path, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Write one list and return its number of rows."""
    lines = ["\t".join(row) for row in rows]
    text = "\n".join(["\t".join(columns), *lines, ""])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    return len(lines)


def build(package: Path, target: Path = HERE) -> dict[str, int]:
    """Write both lists from the package's folder; returns the rows of each file by its name."""
    data = package / "dist" / "data"
    offences = offence_rows(json.loads((data / "offence-code.json").read_text()))
    units = unit_rows(json.loads((data / "organisation-unit.json").read_text()))
    return {
        "offences": write(target / "offences" / "offences.tsv.gz", OFFENCE_COLUMNS, offences),
        "units": write(target / "organisations" / "units.tsv.gz", UNIT_COLUMNS, units),
    }


if __name__ == "__main__":
    for list_name, count in build(Path(sys.argv[1])).items():
        sys.stdout.write(f"{list_name}: {count:,} rows\n")
