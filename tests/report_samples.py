"""For each report type: what an officer types for a plain case; every hard and soft rule holds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from callers import caller_with
from daybook.access.caller import Caller
from daybook.records.actions.change_report import change_of, change_report
from daybook.records.actions.record_report import record_report
from daybook.records.code_lists import code_list
from daybook.records.forms.check import check
from daybook.records.forms.check_change import check_change
from daybook.records.models import Event
from daybook.records.queries.changes import told_of
from daybook.records.reading_reports import people_in
from daybook.records.reports import type_of
from helpers import arrest

Said = dict[str, Any]
PLACE = {"description": "Market Place", "postcode": "ZZ1 4AB"}
ADA = {"family_name": "Quill", "given_names": "Ada", "date_of_birth": "1990-02-01", "sex": "2"}
CHILD = {"family_name": "Reed", "given_names": "Col", "date_of_birth": "2013-05-04", "sex": "1"}
GROUNDS = "Seen to pass a small wrap to a driver for a note, then to put the note into the left sock."
STATEMENT = "I was at the till when a woman put two jars into her bag and walked past me to the door. " * 2


def ago(**span: float) -> str:
    return (timezone.now() - timedelta(**span)).isoformat()


def crime() -> Said:
    return {
        "happened_at": ago(hours=3),
        "reported_at": ago(hours=2),
        "offences": [{"code": "TH68010"}],
        "summary": "Two jars taken from a shelf.",
        "victims": [ADA],
    }


def incident() -> Said:
    return {"method_of_report": "999", "priority": "priority", "category": "", "text": "A fight outside."}


def stop_search() -> Said:
    return {
        "searched": [ADA | {"self_defined_ethnicity": "W1", "observed_ethnicity": "1"}],
        "power": "mda-23",
        "object_sought": "drugs",
        "grounds": GROUNDS,
        "outcome": "NFA",
        "found_object": "no",
    }


def use_of_force() -> Said:
    return {
        "subject": [ADA],
        "reason": ["arrest"],
        "justification": "She pulled away and swung her bag at me.",
        "tactics": [
            {"tactic": "unarmed", "effective": "no"},
            {"tactic": "handcuffs", "effective": "yes", "words": "Rear stack, double locked"},
        ],
        "outcome": ["arrested"],
    }


def item(exhibit: str = "JAB/1", seal: str = "B1000001") -> Said:
    return {
        "exhibit": exhibit,
        "kind": "phone",
        "description": "Black telephone, cracked glass",
        "seal": seal,
    }


def property_taken() -> Said:
    return {"items": [item()], "power": "PACE s.19", "taken_from": [ADA], "owners": [CHILD]}


def statement() -> Said:
    return {"witness": [ADA], "text": STATEMENT, "pages": 1}


def notebook() -> Said:
    return {"text": "At 14:02 I saw the shutter of number 4 half open.", "involved": [ADA]}


def vulnerable() -> Said:
    return {
        "person": [CHILD],
        "child_or_adult": "child",
        "concerns": ["neglect"],
        "text": "Alone in the house since the morning, no food in the kitchen.",
        "risk": "medium",
        "risk_reason": "A neighbour looks in.",
        "consent": "yes",
    }


def missing() -> Said:
    return {
        "happened_at": ago(hours=20),
        "person": [CHILD],
        "risk": "high",
        "risk_reason": "Eleven years old, no coat.",
        "circumstances": "Did not come home from school.",
        "reporters": [ADA],
    }


def disposal() -> Said:
    return {
        "offender": [ADA],
        "offences": [{"code": "TH68010"}],
        "disposal": "community-resolution",
        "admitted": "yes",
        "agreed": "Pays for the jars by Friday.",
        "reason": "First offence, the shop agrees.",
    }


def court_result() -> Said:
    """Of an arrest that is in the book."""
    event = recorded("arrest")
    [(_, person)] = people_in(event)
    return {
        "arose_from": str(event.pk),
        "defendant": [{"person_id": str(person.pk)}],
        "offences": [{"code": "TH68010"}],
        "court": "An invented magistrates' court",
        "plea": "G",
        "verdict": "G",
        "sentence": ["1015"],
    }


def warrant() -> Said:
    return {
        "happened_at": ago(days=3),
        "named": [ADA],
        "kind_of_warrant": "bail",
        "court": "An invented magistrates' court",
        "bail": "without",
    }


def intelligence() -> Said:
    return {
        "text": "Ada Quill sells telephones out of the boot of a grey van on Fridays.",
        "provenance": "Told by a neighbour who watched from the upper window.",
        "involved": [ADA],
    }


PLAIN = {
    "arrest": arrest,
    "crime": crime,
    "incident": incident,
    "stop-search": stop_search,
    "use-of-force": use_of_force,
    "property": property_taken,
    "statement": statement,
    "notebook": notebook,
    "vulnerable": vulnerable,
    "missing": missing,
    "disposal": disposal,
    "warrant": warrant,
    "court-result": court_result,
    "intelligence": intelligence,
}


def typed(slug: str, **changed: Any) -> Said:
    """What is typed for a report of that type, with these answers changed."""
    plain = {"happened_at": ago(hours=1), "place": PLACE}
    if slug == "incident":
        changed = incident_codes() | changed
    return plain | PLAIN[slug]() | changed


def recorded(slug: str, caller: Caller | None = None, **changed: Any) -> Event:
    """A plain report of that type on record."""
    outcome = check(type_of(slug), typed(slug, **changed))
    assert outcome.accepted, (outcome.errors, outcome.unanswered)
    assert outcome.report is not None
    return record_report(caller or caller_with("sergeant"), outcome.report, submission=uuid4())[0]


def refusals(slug: str, **changed: Any) -> str:
    """What is said of a report with these answers: errors with their paths, and doubts with their rules."""
    outcome = check(type_of(slug), typed(slug, **changed))
    wrong = [f"{path}: {text}" for path, text in outcome.errors.items()]
    return "\n".join(wrong + [f"{one.rule}@{one.path}: {one.message}" for one in outcome.unanswered])


def changed_to(
    event: Event, slug: str, caller: Caller | None = None, *, reason: str = "So it is", **answers: Any
) -> Event:
    """The event after that change; ValueError with what is wrong or doubted."""
    caller = caller or caller_with("sergeant")
    outcome = check_change(change_of(event, slug), told_of(caller, event), answers)
    doubts = {one.key: one.message for one in outcome.checked.unanswered}
    if outcome.checked.errors or doubts:
        raise ValueError(str(outcome.checked.errors | doubts))
    return change_report(caller, event, slug, reason=reason, answers=outcome.answers)


def incident_codes() -> Said:
    """The first code of each list that an incident needs."""
    lists = {"category": "incident-category", "method_of_report": "incident-report-method"}
    return {name: code_list(listed).choices()[0][0] for name, listed in lists.items()}
