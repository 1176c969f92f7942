"""Somebody of whom nothing has come for years, with a name that nobody else has, planted wherever a name can stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.utils import timezone

import subject_made
from callers import caller_with, user_with
from custody_made import opened, write
from daybook.access.actions.open_sealed import open_sealed
from daybook.access.caller import Caller
from daybook.book import append, writing
from daybook.legacy.models import Reference
from daybook.records import drafts
from daybook.records.actions.attach_file import attach_file
from daybook.records.actions.carry_out_disposal import carry_out_disposal
from daybook.records.actions.hold_records import lift_hold, place_hold
from daybook.records.actions.keep_person import keep_person
from daybook.records.actions.order_disposal import answer_disposal, propose_disposal
from daybook.records.models import (
    DisposalOrder,
    ErasureNotice,
    Event,
    LegalHold,
    Person,
    RetentionReview,
)
from daybook.records.people import AddressData, PersonData
from deeds.legacy import refused_delivery, reply
from helpers import OFFICER, settle
from people_made import ZOE, event_of, record

LONG_AGO = datetime(2015, 3, 3, 12, tzinfo=UTC)
FAMILY, GIVEN = "Vexquill", "Zorquemade"
SAID = {"necessity": ["INVESTIGATION"], "necessity_reason": f"{FAMILY} would not say where they live."}


@dataclass(frozen=True)
class Planted:
    person: Person
    arrest: Event
    shared: Event
    unrelated: Event
    dpo: Caller
    registrar: Caller


def aged(row: Any, **columns: Any) -> Any:
    """The row as it would be had it been written long ago."""
    with writing("person:recorded", OFFICER) as page:
        for name, value in columns.items():
            setattr(row, name, value)
        return page.save(row)


def old_person(**fields: Any) -> Person:
    """Recorded long ago, with a home of their own."""
    given = {"family_name": FAMILY, "given_names": GIVEN} | fields
    home = AddressData((f"{given['family_name']} Cottage",), "ZZ9 9ZZ")
    return aged(record(PersonData(**given, address=home)), recorded_at=LONG_AGO)


def old_event(*roles: tuple[Person, str], grounds: str = "Seen.") -> Event:
    officer = user_with("officer")
    event = event_of(officer, *roles, details={**SAID, "grounds": grounds})
    return aged(event, happened_from=LONG_AGO)


def planted() -> Planted:
    dpo, registrar = caller_with("data-protection-officer"), caller_with("crime-registrar")
    zorq, other = old_person(), record(family_name="Pemberly", given_names="Jo")
    victim = record(family_name="Quill", given_names="Ada")
    words = f"{GIVEN} {FAMILY} was seen; {FAMILY} ran."
    arrest = old_event((zorq, "arrested"), (victim, "victim"), grounds=words)
    shared = old_event((zorq, "arrested"), (other, "arrested"), grounds=words)
    unrelated = old_event((other, "arrested"), grounds=f"Was with {FAMILY.upper()}, {GIVEN} before.")
    attach_file(caller_with("officer"), arrest, f"{FAMILY}.txt", [f"{GIVEN} {FAMILY}\n".encode()])
    custody = opened(arrest, minutes=20)
    write(custody, "note", text=f"{FAMILY} asked for tea.")
    aged(custody, closed_at=timezone.now())
    _in_working_tables(zorq, arrest)
    why = {"reason": f"Threat to {FAMILY}", "purpose": "protecting-life"}
    open_sealed(caller_with("inspector"), "person", zorq.pk, **why)
    append("search:run", OFFICER, notes={"words": FAMILY.lower(), "count": 0, "ids": []})
    what = subject_made.Held(zorq, victim, arrest, dpo)
    subject_made.release(what, asked_by=f"{GIVEN} {FAMILY}")
    kept = keep_person(registrar, zorq, reason=f"{FAMILY} was seen lately.")
    aged(RetentionReview.objects.get(pk=kept.pk), next_on=LONG_AGO.date())
    hold = place_hold(dpo, zorq, reason=f"Claim by {FAMILY}", asked_by="Lawyers", review_on=_later())
    lift_hold(dpo, hold, reason="Settled.")
    settle()
    return Planted(zorq, arrest, shared, unrelated, dpo, registrar)


def _later() -> Any:
    return timezone.localdate().replace(year=timezone.localdate().year + 1, day=1)


def _in_working_tables(person: Person, arrest: Event) -> None:
    delivery, answer = refused_delivery("confirmed"), reply()
    delivery.record_id, delivery.reference = arrest.pk, "LG 15/000411"
    delivery.payload, delivery.exposed = f"<n>{FAMILY}</n>".encode(), True
    delivery.save()
    answer.raw = f"{GIVEN} {FAMILY}".encode()
    answer.save()
    Reference.objects.create(
        system="ledger",
        record_type="event",
        record_id=arrest.pk,
        reference="LG 15/000411",
        given_at=timezone.now(),
    )
    drafts.save(user_with("officer"), uuid4(), "arrest", f'{{"family_name": "{FAMILY}"}}')


def _quiet() -> Person:
    """Due, with nothing that speaks against disposal."""
    return old_person(family_name="Nettlecombe", given_names="Al")


def _ordered(*, agree: bool = False, done: bool = False) -> DisposalOrder:
    order = propose_disposal(caller_with("crime-registrar"), [_quiet()])
    if agree or done:
        order = answer_disposal(caller_with("data-protection-officer"), order, agree=True)
    return carry_out_disposal(caller_with("data-protection-officer"), order) if done else order


def a_hold(person: Person) -> LegalHold:
    said = {"reason": "A claim", "asked_by": "Lawyers", "review_on": _later()}
    return place_hold(caller_with("data-protection-officer"), person, **said)


def a_notice() -> ErasureNotice:
    given = {"system": "ledger", "title": "Ledger", "reference": "LG 15/000411", "made_at": timezone.now()}
    return ErasureNotice.objects.create(order=_ordered(), **given)


def erasure_ordered(system: str, reference: str, report: str) -> ErasureNotice:
    """A notice as a disposal leaves it, with the entry that the deliveries are made from."""
    order = DisposalOrder(
        number=f"DO/{uuid4().hex[:8]}", people=[], counts={}, fingerprint="", schedule="1", proposed_by=uuid4(),
        proposed_at=timezone.now(),
    )  # fmt: skip
    with writing("retention:disposed", OFFICER, order) as page:
        page.save(order)
    names = {
        "system": system,
        "title": system.title(),
        "reference": reference,
        "report": report,
        "way": "erase",
    }
    times = {"made_at": timezone.now(), "told_as": uuid4(), "entry": page.entry.pk}
    return ErasureNotice.objects.create(order=order, **names, **times)


def _holding() -> dict[str, Any]:
    return {"person": str(record(ZOE).pk), "reason": "x", "asked_by": "y", "review_on": _later().isoformat()}


REGISTRAR, DPO = "crime-registrar", "data-protection-officer"
RETENTION_BODIES: dict[str, tuple[str, Callable[[], dict[str, Any]], str]] = {
    "keep-person": (REGISTRAR, lambda: {"person": str(_quiet().pk), "reason": "Seen."}, "retention:kept"),
    "place-hold": (DPO, _holding, "retention:hold-placed"),
    "lift-hold": (
        DPO,
        lambda: {"hold": str(a_hold(record(ZOE)).pk), "reason": "Settled"},
        "retention:hold-lifted",
    ),
    "propose-disposal": (REGISTRAR, lambda: {"people": [str(_quiet().pk)]}, "retention:disposal-proposed"),
    "answer-disposal": (
        DPO,
        lambda: {"order": str(_ordered().pk), "agree": True},
        "retention:disposal-answered",
    ),
    "carry-out-disposal": (DPO, lambda: {"order": str(_ordered(agree=True).pk)}, "retention:disposed"),
    "settle-notice": (DPO, lambda: {"notice": a_notice().pk}, "retention:notice-done"),
}
"""For each deed: whose it is, what is said, with what there is before, and the kind of entry it leaves."""
