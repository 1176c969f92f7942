"""All that Docket holds, as one file of fixed-width records with count and hash total."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from daybook.legacy.emulation.store import Store, Stored
from daybook.legacy.systems.warrants.copybook import EXTRACT, FORMS, FRAME, LENGTH, RECORDS, pack, parts

LOCAL = ZoneInfo("Europe/London")
OWN = parts("ENTERED 8 9 STATE 9 X MARK 40 X")
TYPES = {form: kind for kind, form in FORMS.items()}
SUM_DIGITS = 15


def write_extract(store: Store, final: Path) -> None:
    """Withdrawn records too, as they are held now."""
    final.parent.mkdir(exist_ok=True)
    part, count, total, now = final.with_suffix(".part"), 0, 0, datetime.now(LOCAL)
    made = {"SYSTEM": "DOCKET", "MADE-ON": now.strftime("%Y%m%d"), "MADE-AT": now.strftime("%H%M%S")}
    with part.open("wb") as out:
        out.write(pack(made | {"TYPE": "XH"}, FRAME[:5], EXTRACT))
        for record in store.every():
            count, total = count + 1, total + int(record.content.get("AT", 0))
            out.write(_record(record, count))
        said = {"TYPE": "XT", "RECORDS": str(count), "HASH-TOTAL": str(total % 10**SUM_DIGITS)}
        out.write(pack(made | said, FRAME, EXTRACT))
    part.replace(final)


def _record(record: Stored, number: int) -> bytes:
    kind = TYPES[record.content["FORM"]]
    content = record.content | {"TYPE": kind, "SEQ": str(number), "DOCKET-NO": record.reference}
    entered = datetime.fromtimestamp(record.arrived, LOCAL).strftime("%Y%m%d")
    own = {"ENTERED": entered, "STATE": record.state, "MARK": record.content.get("MARK", "")}
    return pack(content, RECORDS[kind], LENGTH) + pack(own, OWN, EXTRACT - LENGTH)
