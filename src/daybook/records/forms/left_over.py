"""Words still standing in the search box of offences when the report is submitted: kept and said, never dropped."""

from __future__ import annotations

from typing import TypeVar

from django.http import QueryDict

from daybook.records import offences
from daybook.records.forms.page import FormPage
from daybook.records.forms.typed import is_offence_code
from daybook.records.reports.base import Report
from daybook.records.reports.entries import OffenceEntry
from daybook.records.reports.form import inner_model

Kind = TypeVar("Kind", bound=Report)
SHOWN = 40


def keep_words_searched(page: FormPage[Kind], posted: QueryDict) -> bool:
    """Put the words back into their box, with the offences they find and what to do; whether there were any."""
    for name, field in page.kind.model_fields.items():
        words = (
            posted.get(f"{name}.find", "").strip() if inner_model(field.annotation) is OffenceEntry else ""
        )
        if words and not is_offence_code(words):
            page.searched, page.found_offences = words, offences.search(words, limit=20)
            page.checked.errors[name] = _sentence(words[:SHOWN], found=bool(page.found_offences))
            return True
    return False


def _sentence(words: str, *, found: bool) -> str:
    if found:
        return f"“{words}” is not yet an offence of this report. Choose one from the list, or empty the box."
    return (
        f"No offence has the code or the words “{words}”. Search in fewer or other words, such as theft shop, and"
        " choose one from the list, or empty the box."
    )
