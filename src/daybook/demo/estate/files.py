"""The estate as files, as a force's tools would export them; and the truth, in a folder of its own."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daybook.demo.estate.faults import Spoilt, spoil
from daybook.demo.estate.machines import names_of
from daybook.demo.estate.making import RUN_SHARE
from daybook.demo.estate.paying import ledger_of
from daybook.demo.estate.recording import rows_of
from daybook.demo.estate.shapes import Estate
from daybook.demo.estate.using import log_of
from daybook.demo.generator.draw import stream
from daybook.estate.register.fields import SHEETS, Field

Cells = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Written:
    """The files by sheet (see `estate.register.fields.SHEETS`), in the order in which to send them; the spoilt rows."""

    sheets: dict[str, Path]
    spoilt: list[Spoilt]


FILENAMES = {
    "systems": "register.csv",
    "interfaces": "interfaces.csv",
    "contracts": "contracts.csv",
    "costs": "costs.csv",
    "payments": "ledger.csv",
    "sign-ons": "sign_on.csv",
    "machines": "dns.csv",
}


def write(estate: Estate, folder: Path, bad_rows: float = 0.0) -> Written:
    """Write every file; `bad_rows` is the share of the register's rows that are spoilt."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = rows_of(estate)
    rows, spoilt = spoil(estate.seed, rows, bad_rows) if bad_rows else (rows, [])
    cells: dict[str, Iterable[Cells]] = {
        "systems": rows,
        "interfaces": _interfaces(estate),
        "contracts": _contracts(estate),
        "costs": _costs(estate),
        "payments": _payments(estate),
        "sign-ons": _sign_ons(estate),
        "machines": ({"number": name} for name in names_of(estate)),
    }
    sheets = {slug: _write(folder / FILENAMES[slug], slug, its) for slug, its in cells.items()}
    return Written(sheets, spoilt)


def _write(path: Path, slug: str, rows: Iterable[Cells]) -> Path:
    fields = SHEETS[slug].fields
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow([heading(field) for field in fields])
        writer.writerows([row.get(field.name, "") for field in fields] for row in rows)
    return path


def heading(field: Field) -> str:
    """The first of the names under which other tools bring the field, else its label."""
    return field.aliases[0].capitalize() if field.aliases else field.label


def _interfaces(estate: Estate) -> Iterator[Cells]:
    for its in estate.interfaces:
        yield {
            "number": its.number,
            "source": its.source,
            "target": its.target,
            "type": "file",
            "criticality": its.critical,
            "volume_month": str(its.volume),
            "what": "; ".join(its.what),
        }


def _contracts(estate: Estate) -> Iterator[Cells]:
    for its in estate.contracts:
        yield {
            "number": its.number,
            "title": its.title,
            "supplier": its.supplier,
            "starts": its.starts.strftime("%d/%m/%Y"),
            "ends": its.ends.strftime("%d/%m/%Y"),
            "notice_months": str(its.notice_months),
            "exit_fee": f"{its.exit_fee / 100:.2f}",
            "yearly": f"{its.yearly / 100:.2f}",
            "indexation": "3.0",
            "systems": "; ".join(its.systems),
        }


def _costs(estate: Estate) -> Iterator[Cells]:
    """What is spent on growing and replacing: the part of the budget that does not keep the lights on."""
    random = stream(estate.seed, "estate", "growing")
    largest = sorted(estate.systems, key=lambda it: -it.yearly)[:40]
    weights = [random.random() for _ in largest]
    whole = sum(its.yearly for its in estate.systems) / RUN_SHARE * (1 - RUN_SHARE)
    april = date(estate.until.year - (estate.until.month < 4), 4, 1)
    for number, (system, weight) in enumerate(zip(largest, weights, strict=True), 1):
        yield {
            "number": f"K{number:03}",
            "system": system.number,
            "category": "capital",
            "spending": random.choice(("grow", "transform", "transform")),
            "basis": "actual",
            "first_month": april.isoformat(),
            "last_month": april.replace(year=april.year + 1, month=3).isoformat(),
            "amount": f"{whole * weight / sum(weights) / 100:.2f}",
        }


def _payments(estate: Estate) -> Iterator[Cells]:
    for its in ledger_of(estate):
        yield {
            "number": its.number,
            "paid_on": its.on.strftime("%d/%m/%Y"),
            "supplier": its.supplier,
            "description": its.description,
            "amount": f"{its.pence / 100:.2f}",
            "cost_centre": its.account,
            "contract": its.contract,
            "system": its.system,
        }


def _sign_ons(estate: Estate) -> Iterator[Cells]:
    lines = sorted(log_of(estate), key=lambda it: (it.at, it.user, it.system))
    for its in lines:
        at = its.at.strftime("%Y-%m-%dT%H:%M:%SZ")
        yield {"application": its.system, "user": its.user, "at": at, "subject": its.subject}


def write_truth(estate: Estate, folder: Path, spoilt: Sequence[Spoilt] = ()) -> None:
    """What is so, for measuring: no code of the estate room may read it, so it never stands beside the files."""
    folder.mkdir(parents=True, exist_ok=True)
    flags = ("obsolete", "unused", "orphan")
    _table(
        folder / "systems.csv",
        ("number", "kind", "cluster", "yearly_pence", "wrong_cost", *flags),
        (
            (
                its.number,
                its.kind,
                its.cluster,
                its.yearly,
                its.wrong_cost,
                its.obsolete,
                its.unused,
                its.orphan,
            )
            for its in estate.systems
        ),
    )
    _table(
        folder / "dark.csv",
        ("number", "name", "supplier", "application", "hosts"),
        (
            (its.number, its.name, its.supplier, its.application, " ".join(its.hosts))
            for its in estate.shadows
        ),
    )
    _table(
        folder / "bad_rows.csv",
        ("row", "number", "field", "written"),
        ((its.row, its.number, its.field, its.written) for its in spoilt),
    )


def _table(path: Path, names: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(names)
        writer.writerows(rows)
