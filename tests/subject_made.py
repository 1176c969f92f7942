"""A person with records of every kind that a subject access request collects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from callers import caller_with
from custody_made import opened, write
from daybook.access.caller import Caller
from daybook.records.actions.attach_file import attach_file
from daybook.records.actions.collect_subject_data import collect_subject_data
from daybook.records.actions.open_subject_request import open_subject_request
from daybook.records.actions.release_subject_bundle import release_subject_bundle
from daybook.records.actions.review_subject_item import review_subject_item
from daybook.records.models import CollectedItem, Event, Person, SubjectRequest
from people_made import ZOE, event_of, record

DETAILS: dict[str, Any] = {
    "grounds": "Ada Quill saw her take it; Quill can be called on 07700 900456, PC Okafor attended.",
    "necessity": ["INVESTIGATION"],
    "necessity_reason": "O’Brien would not give an address. Ada was upset.",
}


@dataclass(frozen=True)
class Held:
    person: Person
    victim: Person
    arrest: Event
    dpo: Caller


def held() -> Held:
    """Zoë, arrested on the word of a victim, in custody, with a file; and the officer who answers her."""
    officer = caller_with("officer", last_name="Okafor", first_name="Ike")
    zoe, ada = record(ZOE), record(family_name="Quill", given_names="Ada")
    arrest = event_of(officer.user, (zoe, "arrested"), (ada, "victim"), details=DETAILS)
    attach_file(officer, arrest, "note.txt", [b"Seen at nine.\n"])
    custody = opened(arrest, minutes=20)
    write(custody, "note", text="Ada Quill rang to ask after her.")
    return Held(zoe, ada, arrest, caller_with("data-protection-officer"))


def asked(what: Held, **changed: Any) -> SubjectRequest:
    said = {"asked_by": "Zoë O’Brien", "identity": "document"} | changed
    days = {"received_on": date(2026, 10, 31), "identified_on": date(2026, 10, 20)}
    return open_subject_request(what.dpo, what.person, **{**days, **said})


def collected(what: Held) -> SubjectRequest:
    return collect_subject_data(what.dpo, asked(what))


def decide(what: Held, row: CollectedItem, **said: Any) -> None:
    """As the rules have it, with a reason where one is needed."""
    proposed = {"exemption": "b" if row.whole else "", "reason": "As proposed." if row.whole else ""}
    review_subject_item(what.dpo, row, **proposed | said)


def review_all(what: Held, request: SubjectRequest) -> None:
    for row in request.items.order_by("place"):
        decide(what, row)


def release(what: Held, **changed: Any) -> SubjectRequest:
    """Asked for, collected, reviewed and handed over."""
    request = collect_subject_data(what.dpo, asked(what, **changed))
    review_all(what, request)
    return release_subject_bundle(what.dpo, request)


def released_request() -> SubjectRequest:
    """Of somebody of whom little is held, so that it is quickly made."""
    zoe = record(ZOE)
    return release(
        Held(zoe, zoe, event_of(caller_with("officer").user), caller_with("data-protection-officer"))
    )


def _open_body() -> dict[str, Any]:
    days = {"received_on": "2026-11-02", "identified_on": "2026-11-02"}
    return {"person": str(record(ZOE).pk), "asked_by": "Zoë", "identity": "document", **days}


def _collect_body() -> dict[str, Any]:
    return {"request": str(asked(held()).pk)}


def _review_body() -> dict[str, Any]:
    what = held()
    return {"request": str(collected(what).pk), "item": f"report:{what.arrest.pk}"}


def _release_body() -> dict[str, Any]:
    what = held()
    request = collected(what)
    review_all(what, request)
    return {"request": str(request.pk)}


SUBJECT_BODIES = {
    "open-subject-request": (_open_body, "subject-access:requested"),
    "collect-subject-data": (_collect_body, "subject-access:collected"),
    "review-subject-item": (_review_body, "subject-access:reviewed"),
    "release-subject-bundle": (_release_body, "subject-access:released"),
}
"""For each deed: what is said, with what there is before, and the kind of entry it leaves."""
