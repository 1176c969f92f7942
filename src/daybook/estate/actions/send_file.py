"""Send in a file for the register: its columns are guessed, and nothing is taken before somebody has agreed."""

from __future__ import annotations

import hashlib
import io

from django.utils import timezone

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.models import RegisterImport
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import guess, open_table

KEEP = "estate.keep-register"
LARGEST = 32_000_000


def send_file(caller: Caller, sheet: str, filename: str, content: bytes) -> RegisterImport:
    """The import, waiting for its columns to be agreed. ValueError where the file cannot be read as a table."""
    require(caller, KEEP)
    if sheet not in SHEETS:
        raise ValueError(f"There is no register file called {sheet}. There are: {', '.join(SHEETS)}.")
    if len(content) > LARGEST:
        raise ValueError(
            "The file has more than 32 MB. Take it in on the server: daybook estate import FILE."
        )
    table = open_table(io.BytesIO(content))
    return RegisterImport.objects.create(
        sheet=sheet,
        filename=filename[:200],
        digest=hashlib.sha256(content).hexdigest(),
        content=content,
        headings=table.headings,
        columns=guess(SHEETS[sheet], table.headings, table.first, remembered(sheet)),
        by=caller.author.user,
        at=timezone.now(),
    )


def remembered(sheet: str) -> dict[str, str]:
    """What was agreed for each heading when it last came; "" where its column was left out."""
    agreed = RegisterImport.objects.filter(sheet=sheet).exclude(state="uploaded").order_by("at")
    found: dict[str, str] = {}
    for headings, columns in agreed.values_list("headings", "columns"):
        found |= {heading: columns.get(heading, "") for heading in headings if heading}
    return found
