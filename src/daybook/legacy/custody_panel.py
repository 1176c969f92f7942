"""The panel on a custody record's page: for each old system, how many of its entries have arrived there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.custody.documents import REPORTS
from daybook.custody.models import CustodyRecord
from daybook.legacy import registry
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import UNFINISHED, Delivery, Reference, State, System
from daybook.legacy.panel import gate_words, not_yet_read


@dataclass(frozen=True, slots=True)
class Row:
    """One old system. `code` is the state for its colour; `first` the first delivery that a person must look at."""

    system: OldSystem
    code: str
    words: str
    why: str
    reference: str
    first: Delivery | None = None

    @property
    def is_final(self) -> bool:
        return self.code in (State.CONFIRMED, State.REFUSED, State.NOT_WANTED)


def custody_panel(request: HttpRequest, record: CustodyRecord) -> str:
    """The panel as HTML; empty for who may not see deliveries, or where no system takes custody entries."""
    return render_panel(record) if allowed(caller_of(request), "legacy.see-deliveries") else ""


def render_panel(record: CustodyRecord) -> str:
    rows = rows_of(record)
    if not rows:
        return ""
    final = all(row.is_final for row in rows) and not not_yet_read(record.pk)
    context = {"rows": rows, "is_final": final, "url": reverse("legacy:custody-deliveries", args=[record.pk])}
    return render_to_string("legacy/_custody_deliveries.html", context)


def rows_of(record: CustodyRecord) -> list[Row]:
    """Each joined system that takes custody entries."""
    taking = [each for each in registry.all_systems() if any(each.takes(r, "create") for r in REPORTS)]
    if not taking:
        return []
    deliveries = Delivery.objects.filter(record_id=record.pk).exclude(state=State.LOST)
    counts: dict[str, Counter[str]] = {each.name: Counter() for each in taking}
    for name, state, count in deliveries.values_list("system", "state").annotate(Count("id")).order_by():
        counts.setdefault(name, Counter())[state] += count
    states = {row.name: row for row in System.objects.all()}
    numbers = dict(Reference.objects.filter(record_id=record.pk).values_list("system", "reference"))
    ended = [State.REFUSED, State.NOT_WANTED]
    first = {
        (row.system, row.state): row
        for row in deliveries.filter(state__in=ended).order_by("-seq").defer("payload")
    }
    return [
        _row(each, counts[each.name], states.get(each.name), numbers.get(each.name, ""), first)
        for each in taking
    ]


def _row(
    system: OldSystem,
    counts: Counter[str],
    state: System | None,
    number: str,
    first: Mapping[tuple[str, str], Delivery],
) -> Row:
    """`first`: the first delivery to each system that was refused, and that was not needed."""
    refused, needless = (first.get((system.name, each)) for each in (State.REFUSED, State.NOT_WANTED))
    confirmed, total = counts[State.CONFIRMED], counts.total()
    waiting = sum(counts[each] for each in UNFINISHED)
    words = f"{confirmed} of {total} entries confirmed" if total else "About to be sent"
    if refused:
        why = f"{counts[State.REFUSED]} refused. {refused.reason} {refused.remedy}".strip()
        return Row(system, State.REFUSED, words, why, _record_number(number), refused)
    if waiting or not total:
        why = (gate_words(system, state) if state else "") or (f"{waiting} on the way." if waiting else "")
        return Row(system, State.WAITING, words, why, _record_number(number))
    if needless:
        words = f"{words}, {counts[State.NOT_WANTED]} not needed"
        return Row(system, State.NOT_WANTED, words, needless.reason, _record_number(number))
    return Row(system, State.CONFIRMED, words, "", _record_number(number))


def _record_number(reference: str) -> str:
    """Their number of the record, without that of its last line."""
    return reference.partition("/")[0]
