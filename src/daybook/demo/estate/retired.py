"""What was paid for the one system of the demonstration that is retired already."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

from daybook.demo.estate.purposes import table

QUARTERS, QUARTERLY_POUNDS = 4, 4_650


def write_ledger_of_retired(today: date, folder: Path) -> Path:
    """A file of the ledger: paid every quarter, and then no more. `today` is the day that the story ends on."""
    its = table("endings")["retired"]
    system, last = its["system"], today - timedelta(days=its["last"]["payment"])
    path = folder / "ledger_retired.csv"
    with path.open("w", newline="", encoding="utf-8") as opened:
        writer = csv.writer(opened)
        writer.writerow(["Voucher", "Date", "Supplier", "Details", "Amount", "System"])
        for place in range(QUARTERS):
            day, what = last - timedelta(days=91 * place), f"{system['name']} support and paging"
            writer.writerow(
                [
                    f"VR{place:02}",
                    day.isoformat(),
                    system["supplier"],
                    what,
                    QUARTERLY_POUNDS,
                    system["number"],
                ]
            )
    return path
