"""Register files as other tools write them, made for tests."""

from __future__ import annotations

import csv
import hashlib
import io
from uuid import UUID

from django.utils import timezone

from daybook.book.author import Author
from daybook.estate.importing.carrying_out import carry_out
from daybook.estate.models import RegisterImport
from daybook.estate.register.fields import SHEETS
from daybook.estate.register.reading import TableError, guess, open_table

AUTHOR = Author(UUID(int=7), "test", "administration")
HEADINGS = [
    "Asset ID",
    "Application Name",
    "Type",
    "Vendor",
    "Owner",
    "Licence cost",
    "End of support",
    "Dependencies",
]
GOOD = ["A1", "Lantern", "Application", "Averby Software", "Head of Crime", "£12,000.00", "31/03/2015", ""]


def csv_bytes(headings, *rows, encoding="utf-8", delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([headings, *rows])
    return text.getvalue().encode(encoding)


def table_of(content):
    return open_table(io.BytesIO(content))


def imported(content, sheet="systems", columns=None, order="", filename="register.csv"):
    """The import of this file, done."""
    try:
        table = table_of(content)
        headings, guessed = table.headings, guess(SHEETS[sheet], table.headings, table.first)
    except TableError:
        headings, guessed = [], {}
    run = RegisterImport.objects.create(
        sheet=sheet,
        filename=filename,
        digest=hashlib.sha256(content).hexdigest(),
        headings=headings,
        columns=columns or guessed,
        order=order,
        at=timezone.now(),
    )
    return carry_out(run, io.BytesIO(content), AUTHOR)


def row(number, name="Lantern", **given):
    """A good row of the usual headings."""
    cells = dict(zip(HEADINGS, GOOD, strict=True)) | {"Asset ID": number, "Application Name": name}
    return list((cells | {key.replace("_", " "): value for key, value in given.items()}).values())


def faults_of(run):
    """{row: [(field, value)]} of what was not taken."""
    return {bad.row: [(fault["field"], fault["value"]) for fault in bad.faults] for bad in run.bad_rows.all()}
