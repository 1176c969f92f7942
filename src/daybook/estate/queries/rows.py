"""Rows of the register's smaller sheets: interfaces, contracts, cost lines."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.book.models import Entry
from daybook.estate.history import Happening, told
from daybook.estate.kinds import REMOVED
from daybook.estate.queries.estate import SEE
from daybook.estate.typed import BY_HAND

LATELY = 10
READ = {
    "interfaces": (("source", "target"), ()),
    "contracts": ((), ("covers__system",)),
    "costs": (("system",), ()),
}
"""What is read with the rows: one to a row, and many to a row."""
NAMED = {
    "interfaces": ("source__number", "source__name", "target__number", "target__name"),
    "contracts": ("title", "supplier", "covers__system__number", "covers__system__name"),
    "costs": ("system__number", "system__name"),
}
"""Columns beside the number that may hold the words looked for."""


def rows_of(caller: Caller, sheet: str, words: str = "") -> QuerySet[Any]:
    """Rows of the sheet by number; those of which each word is in the number or a name."""
    require(caller, SEE)
    one, many = READ[sheet]
    rows = BY_HAND[sheet]._default_manager.select_related(*one).prefetch_related(*many).order_by("number")
    for word in words.split()[:8]:
        fits = Q(number__icontains=word)
        for column in NAMED[sheet]:
            fits |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(fits)
    return rows.distinct() if words else rows


def removed(caller: Caller, sheet: str) -> list[Happening]:
    """What was removed from the sheet lately, the newest first."""
    require(caller, SEE)
    entries = Entry.objects.filter(kind=REMOVED[sheet]).select_related("value")
    return told(list(entries.order_by("-written_at", "-id")[:LATELY]))
