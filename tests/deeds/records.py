"""Deeds of the records: reports, people, links and files."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import uuid4

from callers import caller_with, user_with
from daybook.book import writing
from daybook.records.actions.sign_report import words_to_sign
from daybook.records.models import Event, Link
from daybook.records.reading_reports import people_linked
from daybook.records.reports.statement import fingerprint
from deeds.sample import WHY, Said, Sample, end
from helpers import OFFICER, arrest
from people_made import ZOE, event_of, link, record
from report_samples import recorded

NO_NAME = {"known": False}


def an_arrest(**person: Any) -> Any:
    given = record(**person) if person else record(ZOE)
    return event_of(user_with("officer"), (given, "arrested"))


def a_link() -> Link:
    one, other = record(ZOE), record(family_name="Other")
    with writing("records:linked", OFFICER) as page:
        return page.save(link(one, "associate", other))


def a_warning() -> Any:
    return record(ZOE).warnings.first()


def an_amendment(event: Event) -> dict[str, Any]:
    """The same arrest of the same person, on other grounds."""
    people = [{"person_id": str(link.from_id)} for link in people_linked(event)]
    return {
        "event": end(event),
        "version": 1,
        "report": arrest(grounds="Seen again", people_arrested=people),
        **WHY,
    }


def a_source() -> Said:
    event = recorded("intelligence", caller_with("officer"))
    return {"event": end(event), "identity": "Ivo Brandt, invented"}


def a_signing() -> Said:
    event = recorded("statement")
    read = fingerprint(words_to_sign(event))
    return {"event": end(event), "method": "typed", "name": "Ada Quill", "sha256": read}


def a_receipt() -> Said:
    return {"event": end(recorded("stop-search")), "way": "handed"}


SAMPLES: dict[str, Sample] = {
    "hold-source": Sample("intelligence-evaluator", a_source, "source:held"),
    "sign-report": Sample("officer", a_signing, "statement:signed"),
    "give-receipt": Sample("officer", a_receipt, "stop-search:receipt-given"),
    "record-report": Sample(
        "officer",
        lambda: {"type": "arrest", "submission": str(uuid4()), "report": arrest()},
        "arrest:recorded",
    ),
    "amend-report": Sample(
        "officer",
        lambda: an_amendment(an_arrest()),
        "arrest:amended",
    ),
    "change-report": Sample(
        "officer", lambda: {"event": end(an_arrest()), "change": "de-arrest", **WHY}, "arrest:de-arrested"
    ),
    "identify-arrested": Sample(
        "officer",
        lambda: {"event": end(an_arrest(**NO_NAME)), "person": {"family_name": "Yew"}, **WHY},
        "arrest:person-identified",
    ),
    "record-person": Sample(
        "officer", lambda: {"family_name": "Yew", "date_of_birth": "1990-02-01"}, "person:recorded"
    ),
    "correct-person": Sample(
        "officer",
        lambda: {"person": end(record(ZOE)), "said": {"occupation": "Cook"}, **WHY},
        "person:corrected",
    ),
    "identify-person": Sample(
        "officer",
        lambda: {"person": end(record(**NO_NAME)), "given": {"family_name": "Yew"}, **WHY},
        "person:identified",
    ),
    "add-alias": Sample("officer", lambda: {"person": end(record(ZOE)), "family_name": "Yew"}, "alias:added"),
    "add-warning": Sample("officer", lambda: {"person": end(record(ZOE)), "code": "WE"}, "warning:added"),
    "withdraw-warning": Sample("officer", lambda: {"warning": end(a_warning()), **WHY}, "warning:withdrawn"),
    "set-handling": Sample(
        "inspector",
        lambda: {"person": end(record(ZOE)), "handling": "restricted", **WHY},
        "person:handling-set",
    ),
    "set-event-handling": Sample(
        "inspector",
        lambda: {"event": end(an_arrest()), "handling": "restricted", **WHY},
        "event:handling-set",
    ),
    "link-records": Sample(
        "officer",
        lambda: {
            "one": {"kind": "person", "id": end(record(ZOE))},
            "other": {"kind": "person", "id": end(record(family_name="Other"))},
            "role": "associate",
        },
        "records:linked",
    ),
    "unlink-records": Sample("officer", lambda: {"link": end(a_link()), **WHY}, "records:unlinked"),
    "attach-file": Sample(
        "officer",
        lambda: {
            "event": end(an_arrest()),
            "name": "note.txt",
            "content": b64encode(b"Seen at the door at nine.\n").decode(),
        },
        "attachment:added",
    ),
}
