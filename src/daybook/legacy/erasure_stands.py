"""How far the old systems have come with what an order of disposal asks of them, for its page."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse

from daybook.access.caller import Caller
from daybook.access.permission import allowed
from daybook.legacy import registry
from daybook.legacy.models import UNFINISHED, Delivery, State, System
from daybook.legacy.panel import gate_words, waiting_words
from daybook.records.models import ErasureNotice
from daybook.records.models.retention import Way
from daybook.records.retention.notices import Stand

NOT_JOINED = (
    "The system is not joined any more. It is asked if it is joined again; else erase it there by hand."
)
NOT_SENT = "It is not sent: {reason} Do it there by hand."


def stands(caller: Caller, notices: Sequence[ErasureNotice]) -> dict[int, Stand]:
    """Of those that go out to a system: waiting, asked, refused or, where the report stays, corrected there."""
    sent = [one for one in notices if one.way != Way.HAND]
    if not sent:
        return {}
    latest = _latest(sent)
    rows = {row.name: row for row in System.objects.all()}
    may_work = allowed(caller, "legacy.work-exceptions")
    return {
        one.pk: _stand(one, delivery, rows.get(one.system) or System(name=one.system), may_work)
        for one in sent
        if (delivery := latest.get((one.system, _record(one))))
    }


def _record(one: ErasureNotice) -> UUID | None:
    return one.told_as if one.way == Way.ERASE else one.record


def _latest(notices: Sequence[ErasureNotice]) -> dict[tuple[str, UUID | None], Delivery]:
    """The newest delivery for each; a report that stays may have been told once more since."""
    made = Delivery.objects.filter(entry_id__in=[one.entry for one in notices if one.entry])
    since = dict(made.values_list("entry_id", "seq"))
    records = [record for one in notices if (record := _record(one))]
    rows = Delivery.objects.filter(record_id__in=records, part_id=None).defer("payload").order_by("seq")
    from_entry = {(one.system, _record(one)): since.get(one.entry) for one in notices if one.entry}
    return {
        (row.system, row.record_id): row
        for row in rows
        if (first := from_entry.get((row.system, row.record_id))) is not None and row.seq >= first
    }


def _stand(one: ErasureNotice, delivery: Delivery, row: System, may_work: bool) -> Stand:
    system = registry.find(one.system)
    if delivery.state == State.CONFIRMED:
        return Stand("confirmed", "Corrected there", is_done=True, at=delivery.confirmed_at)
    if delivery.state == State.REFUSED:
        url = reverse("legacy:exception", args=[delivery.pk]) if may_work else ""
        return Stand("refused", "Refused", f"{delivery.reason} {delivery.remedy}".strip(), url=url)
    if delivery.state not in UNFINISHED:
        return Stand("hand", "By hand", NOT_SENT.format(reason=_sentence(delivery.reason)))
    if system is None:
        return Stand("waiting", "Waiting", NOT_JOINED)
    why = gate_words(system, row) or waiting_words(system, delivery)
    return Stand("sent", "Asked", why) if delivery.exposed else Stand("waiting", "Waiting", why)


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
