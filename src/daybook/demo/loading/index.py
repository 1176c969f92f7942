"""The loaded people in the index that persons are found in, and the first few of them linked."""

from __future__ import annotations

from collections.abc import Callable

from daybook.nominals.arriving import link_arrived
from daybook.nominals.indexing import index_all
from daybook.nominals.models import OWN
from daybook.records.models import Person

LINKED = 500
"""So many people are linked as if they had just arrived: the data quality desk has something to judge."""
TOGETHER = 10
SMALL, LARGE = 4_000, 20_000
"""Events are loaded meanwhile: their load waits for as long as a batch is written. But each batch writes nearly every
page of keys anew, so that of many people, larger ones are far cheaper."""


def index_force(tell: Callable[[str, int, int], None]) -> None:
    """Index everybody who is not in yet, and link the first; done again, it changes nothing."""
    batch = min(max(SMALL, Person.objects.count() // 50), LARGE)
    index_all(lambda done, total: tell("Index", done, total), batch)
    first = list(Person.objects.order_by("pk").values_list("pk", flat=True)[:LINKED])
    for start in range(0, len(first), TOGETHER):
        tell("Linking", start, len(first))
        link_arrived((OWN, str(key)) for key in first[start : start + TOGETHER])
    tell("Linking", len(first), len(first))
