"""The panel on a report's page: one line for each old system, with where the report stands there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import timezone

from daybook.access.caller import caller_of
from daybook.access.permission import allowed
from daybook.book.models import Bookmark, Entry
from daybook.legacy import queries, registry
from daybook.legacy.clock import clock_time
from daybook.legacy.engine.gate import closed_until
from daybook.legacy.engine.ports import OldSystem
from daybook.legacy.models import UNFINISHED, Breaker, Delivery, State, System
from daybook.legacy.readers import TELLING, DeliveryReader
from daybook.records.models import Event

QUICK = timedelta(seconds=5)
LONGEST_SENT = 120
WORDS = {
    State.DUE: "Waiting",
    State.LEASED: "Being sent",
    State.SENT: "Sent",
    State.WAITING: "Waiting",
    State.CONFIRMED: "Confirmed",
    State.REFUSED: "Refused",
    State.SUPERSEDED: "Waiting",
    State.WITHDRAWN: "Taken back",
    State.NOT_WANTED: "Not needed",
    State.LOST: "Lost there",
}


@dataclass(frozen=True, slots=True)
class Removed:
    """An old system that was told of a report and is joined no more."""

    name: str
    title: str
    note: str = "No longer joined"
    screen: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One old system. `code` is the state for its colour, `why` a sentence, `losses` what it could not hold."""

    system: OldSystem | Removed
    code: str
    words: str
    why: str = ""
    delivery: Delivery | None = None
    losses: tuple[str, ...] = ()
    is_final: bool = False


def deliveries_panel(request: HttpRequest, record: Event) -> str:
    """The panel as HTML; empty for who may not see deliveries, or where no system takes such a report."""
    if not allowed(caller_of(request), "legacy.see-deliveries"):
        return ""
    return render_panel(record, number_above=bool(record.asn))


def render_panel(event: Event, number_above: bool) -> str:
    """`number_above`: the page itself shows the arrest/summons number already, so it is not said twice."""
    rows = rows_of(event)
    if not rows:
        return ""
    final = all(row.is_final for row in rows)
    context = {"event": event, "rows": rows, "is_final": final, "number_above": number_above}
    return render_to_string("legacy/_deliveries.html", context)


def rows_of(event: Event) -> list[Row]:
    """Each joined system that takes this kind of report or was told of this one, then those joined no more.

    Whether the reader has come this far is asked first: deliveries that it makes in between are then among those told.
    """
    unread = not_yet_read(event.pk)
    told = queries.latest_of_record(event.pk)
    states = {row.name: row for row in System.objects.all()}
    found = []
    for system in registry.all_systems():
        delivery = told.pop(system.name, None)
        if delivery is None and not (unread and _takes_any(system, event.report_type)):
            continue
        state = states.get(system.name) or System(name=system.name)
        found.append(_row(system, state, delivery, unread))
    return [*found, *(_removed_row(told[name]) for name in sorted(told))]


def _removed_row(delivery: Delivery) -> Row:
    """What became of it stays to be seen; what had not arrived is said to stay here."""
    system, losses = Removed(delivery.system, registry.title_of(delivery.system)), _losses(delivery)
    if delivery.state not in UNFINISHED:
        words, why = WORDS[State(delivery.state)], _final_words(delivery)
        return Row(system, delivery.state, words, why, delivery, losses, is_final=True)
    why = "Not confirmed when the system was removed; it is sent if the system is joined again."
    return Row(system, State.WITHDRAWN, "Not sent", why, delivery, losses, is_final=True)


def not_yet_read(record_id: UUID) -> bool:
    """Whether the book tells something of this record that the deliveries' reader has not come to."""
    acts = [act.value for act in TELLING]
    newest = Entry.objects.filter(record_id=record_id, act__in=acts).order_by("-written_at", "-id").first()
    if newest is None:
        return False
    seal = getattr(newest, "seal", None)
    read_to = Bookmark.objects.filter(reader=DeliveryReader.name).values_list("seq", flat=True).first() or 0
    return seal is None or seal.seq > read_to


def _takes_any(system: OldSystem, report: str) -> bool:
    return any(system.takes(report, verb) for verb in ("create", "amend", "withdraw"))


def _row(system: OldSystem, state: System, delivery: Delivery | None, unread: bool) -> Row:
    if delivery is None:
        return Row(system, "waiting", "Waiting", gate_words(system, state) or "About to be sent.")
    if delivery.state in UNFINISHED:
        return _open_row(system, state, delivery)
    why = "A change is about to be sent." if unread else _final_words(delivery)
    return Row(
        system, delivery.state, WORDS[State(delivery.state)], why, delivery, _losses(delivery), not unread
    )


def _open_row(system: OldSystem, state: System, delivery: Delivery) -> Row:
    """Sent and not answered for a while is waiting too: what an officer needs to know is that nothing comes back."""
    why = gate_words(system, state) or waiting_words(system, delivery)
    code = (
        State.WAITING if why and delivery.state == State.SENT and not _is_fresh(delivery) else delivery.state
    )
    return Row(system, code, WORDS[State(code)], why, delivery, _losses(delivery))


def gate_words(system: OldSystem, state: System) -> str:
    """Why nothing goes to this system just now; empty where something may."""
    if state.paused:
        return f"Deliveries to it are paused{f': {state.paused_reason}' if state.paused_reason else ''}."
    opens = closed_until(state, system.limits, timezone.now())
    if state.breaker != Breaker.CLOSED:
        return _not_answering(system, opens)
    return f"Maintenance until {clock_time(opens)}." if opens else ""


def _not_answering(system: OldSystem, next_try: datetime | None) -> str:
    when = f"Next try {clock_time(next_try)}." if next_try else "Trying it again now."
    return f"{system.title} is not answering. {when}"


def waiting_words(system: OldSystem, delivery: Delivery) -> str:
    """What an unfinished delivery waits for, where the system may be sent something."""
    if delivery.state == State.WAITING and delivery.next_try_at > timezone.now():
        return f"{delivery.reason} Next try {clock_time(delivery.next_try_at)}.".strip()
    if delivery.state != State.SENT:
        return ""
    if _is_fresh(delivery):
        return "Waiting for its answer."
    return f"{_not_answering(system, delivery.next_try_at)} An answer that comes before then is taken."


def _is_fresh(delivery: Delivery) -> bool:
    return delivery.sent_at is None or timezone.now() - delivery.sent_at <= QUICK


def _final_words(delivery: Delivery) -> str:
    if delivery.state == State.REFUSED:
        return f"{delivery.reason} {delivery.remedy}".strip()
    return delivery.reason if delivery.state in (State.WITHDRAWN, State.NOT_WANTED) else ""


def _losses(delivery: Delivery) -> tuple[str, ...]:
    """What their form could not hold, in words; mere capital letters are not worth a line."""
    return tuple(loss_words(loss) for loss in delivery.losses if not loss.get("minor"))


def loss_words(loss: dict[str, Any]) -> str:
    field = str(loss.get("field", "")).replace(".", " ").replace("_", " ")
    if loss.get("theirs") in (None, ""):
        return f"{field}: not sent ({loss.get('rule')})."
    return f"{field}: {loss.get('rule')}; “{_ends_of(str(loss['theirs']))}” was sent."


def _ends_of(text: str) -> str:
    """A long text by its beginning and its end, where the cut can be seen."""
    return text if len(text) <= LONGEST_SENT else f"{text[: LONGEST_SENT - 20]} … {text[-20:]}"


def panel_times(delivery: Delivery) -> list[tuple[str, datetime]]:
    """The times of a delivery that are known, with their words."""
    times = [("sent", delivery.sent_at), ("confirmed", delivery.confirmed_at)]
    return [(word, moment) for word, moment in times if moment]
