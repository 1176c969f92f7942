"""For each deed: who does it, what there is before, what they say, and the kind of entry it leaves."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from django.utils import timezone

import nominals_made
from callers import caller_with, user_with
from custody_made import an_alert, an_override, arrest_of, opened, sergeant, suite, write
from daybook.access.actions.grant_role import grant_role
from daybook.access.actions.issue_token import issue_token
from daybook.access.actions.leave_user import leave_user
from daybook.access.actions.open_sealed import open_sealed
from daybook.access.caller import system_caller
from daybook.access.models import ApiToken, Device
from daybook.book import writing
from daybook.custody.actions.hand_over import hand_over
from daybook.legacy import registry
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.find import answering
from daybook.legacy.find.found import Found
from daybook.legacy.joined import join
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Ask, AskState, Delivery, Difference, Reconciliation, System, UnmatchedReply
from daybook.legacy.systems.registry import mapping
from daybook.nominals.actions.decide import decide
from daybook.nominals.four_eyes import ProposedError
from daybook.nominals.indexing import index_people
from daybook.nominals.matching import Written, starting_model
from daybook.nominals.models import Proposal
from daybook.records.actions.sign_report import words_to_sign
from daybook.records.models import Event, Link
from daybook.records.reading_reports import people_linked
from daybook.records.reports.statement import fingerprint
from estate_made import ESTATE_SAMPLES
from forecast_made import FORECAST_SAMPLES
from helpers import OFFICER, arrest
from oversight_made import a_done_one, a_lone_expert, a_recommendation, a_register, an_overridden_one, day
from people_made import ZOE, event_of, link, record
from report_samples import recorded
from retention_made import RETENTION_BODIES
from subject_made import SUBJECT_BODIES
from switches_made import clean, readable, stands

Said = dict[str, Any]


@dataclass(frozen=True)
class Sample:
    role: str
    body: Callable[[], Said]
    kind: str


def refused_delivery(state: str = "refused") -> Delivery:
    now, key = timezone.now(), uuid4()
    row = {"entry_id": key, "seq": 1, "system": "ledger", "report": "arrest", "record_type": "event"}
    times = {"next_try_at": now, "created_at": now}
    return Delivery.objects.create(
        **row, **times, record_id=uuid4(), verb="create", key=str(key), state=state, code="E12"
    )


def reply() -> UnmatchedReply:
    return UnmatchedReply.objects.create(
        system="ledger", raw=b"?", digest="0", problem="It fits nothing.", received_at=timezone.now()
    )


def a_difference(**changed: Any) -> Difference:
    """One of an old system's latest comparison, as if the arrest had been deleted there."""
    now = timezone.now()
    run = Reconciliation.objects.create(system="ledger", state="done", asked_at=now, finished_at=now)
    told = refused_delivery(state="confirmed")
    about = {"record_type": "event", "record_id": told.record_id, "delivery_id": told.pk}
    found = {"kind": "only-here", "report": "arrest", "key": "AR/0000001/26", "fingerprint": "0" * 32}
    return Difference.objects.create(run=run, **(found | about | changed))


def a_system() -> str:
    return System.objects.get_or_create(name="ledger")[0].name


def a_readable_system() -> str:
    """A joined system that gives an extract."""
    return registry.register(join(mapping("custody"), {"folder": gettempdir()})).name


def a_turn() -> Said:
    readable()
    clean()
    return {"system": "ledger", "function": "sighting", "to": "old-wins", **WHY}


def a_proposed_turn() -> Said:
    readable()
    stands("ours-wins")
    clean()
    turn = turn_switch(caller_with("administrator"), "ledger", "sighting", "ours-only", "All is read in")
    return {"turn": str(turn.pk), "agree": True}


def a_device() -> Device:
    with writing("user:joined", OFFICER) as page:
        return page.save(Device(name="Desk 4", first_seen=timezone.now()))


def a_token() -> ApiToken:
    scopes = {"system": "X", "scopes": ["access.use"], "days": 1}
    issue_token(caller_with("administrator"), user_with("officer"), **scopes)
    return ApiToken.objects.get(system="X")


def a_leaver() -> Any:
    return leave_user(caller_with("administrator"), user_with("officer"))


def an_opening() -> Any:
    why = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}
    return open_sealed(caller_with("inspector"), "person", uuid4(), **why)


def an_arrest(**person: Any) -> Any:
    given = record(**person) if person else record(ZOE)
    return event_of(user_with("officer"), (given, "arrested"))


def a_shift_handed_over() -> str:
    place = suite()
    hand_over(sergeant(), place, notes="M2 wants a vegetarian meal.")
    return place.code


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


def an_opening_of_custody() -> Said:
    event = arrest_of(hours=0.2)
    return {
        "arrest": end(event),
        "suite": suite().code,
        "submission": str(uuid4()),
        "arrival": {"happened_at": timezone.now().isoformat()},
    }


def end(row: Any) -> str:
    return str(row.pk)


DETAILS = {"family_name": "Yew", "given_name": "Una", "rank": "sergeant"}


def named(one: tuple[str, str]) -> Said:
    return {"system": one[0], "key": one[1]}


def a_judgement() -> Said:
    ends = nominals_made.person(), nominals_made.source("C1")
    return {"first": named(ends[0]), "second": named(ends[1]), "verdict": "same"}


def linked() -> tuple[tuple[str, str], str]:
    """A record of another system that was judged to be somebody of ours, and the operation."""
    ends = nominals_made.person(), nominals_made.source("C1")
    return ends[1], str(decide(caller_with("inspector"), *ends, "same").operation)


def an_undoing() -> Said:
    return {"operation": linked()[1], "reason": "Misread."}


def a_detaching() -> Said:
    return {"record": named(linked()[0]), "reason": "Misread."}


def a_proposal() -> Said:
    held = opened()
    index_people([held.person_id])
    ends, by = (("daybook", str(held.person_id)), nominals_made.source("C1")), caller_with("crime-registrar")
    decide(by, *ends, "same", reason="Seen both.")
    with suppress(ProposedError):
        decide(by, *ends, "different", reason="Seen both.")
    return {"proposal": str(Proposal.objects.get().pk), "agree": False, "reason": "Misread."}


def someone_elsewhere() -> Said:
    return {"nominal": str(nominals_made.whose(nominals_made.source("C1")))}


def an_answer() -> Said:
    """What an old system was asked, and found there."""
    row = Ask(search=uuid4(), system="ledger", user=uuid4(), asked_at=timezone.now())
    found = [Found(Written(key="L-7", system="ledger", names=(("Quill", "Ada"),)))]
    question = answering.Question(system_caller("test"), Sought((("quill",),)), "quill")
    answering.file(row, question, AskState.ANSWERED, "", found)
    return {"ask": str(row.pk), "place": 0}


def a_model() -> Said:
    return {"model": json.loads(starting_model().to_json()), "reason": "Trained on last year's records"}


def a_source() -> Said:
    event = recorded("intelligence", caller_with("officer"))
    return {"event": end(event), "identity": "Ivo Brandt, invented"}


def a_signing() -> Said:
    event = recorded("statement")
    read = fingerprint(words_to_sign(event))
    return {"event": end(event), "method": "typed", "name": "Ada Quill", "sha256": read}


def a_receipt() -> Said:
    return {"event": end(recorded("stop-search")), "way": "handed"}


WHY = {"reason": "Seen passport"}
OPEN = {"reason": "Threat to a witness, operation Larch", "purpose": "protecting-life"}
NO_NAME = {"known": False}
SUBJECT_SAMPLES = {
    name: Sample("data-protection-officer", body, kind) for name, (body, kind) in SUBJECT_BODIES.items()
}
SAMPLES: dict[str, Sample] = {
    **SUBJECT_SAMPLES,
    **{name: Sample(*rest) for name, rest in RETENTION_BODIES.items()},
    "hold-source": Sample("intelligence-evaluator", a_source, "source:held"),
    "sign-report": Sample("officer", a_signing, "statement:signed"),
    "give-receipt": Sample("officer", a_receipt, "stop-search:receipt-given"),
    "put-model-in-force": Sample("crime-registrar", a_model, "matching-model:in-force"),
    "answer-proposal": Sample("inspector", a_proposal, "parting:declined"),
    "take-in-found": Sample("officer", an_answer, "person:taken-in"),
    "take-in": Sample("officer", someone_elsewhere, "person:taken-in"),
    "judge-pair": Sample("crime-registrar", a_judgement, "person:linked"),
    "undo-judgement": Sample("crime-registrar", an_undoing, "person:link-undone"),
    "detach-record": Sample("crime-registrar", a_detaching, "person:record-detached"),
    "acknowledge-alert": Sample(
        "custody-officer", lambda: {"alert": str(an_alert())}, "custody:alert-acknowledged"
    ),
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
    "copy-custody-record": Sample(
        "custody-officer",
        lambda: {"record": end(opened()), "paper": "solicitor", "recipient": "Lane & Partners"},
        "custody-copy:made",
    ),
    "hand-over-custody": Sample("custody-officer", lambda: {"suite": suite().code}, "custody-handover:given"),
    "take-over-custody": Sample(
        "custody-officer", lambda: {"suite": a_shift_handed_over()}, "custody-handover:taken"
    ),
    "review-override": Sample(
        "auditor", lambda: {"override": end(an_override()), "finding": "Rightly"}, "custody:override-reviewed"
    ),
    "set-up-suite": Sample(
        "administrator",
        lambda: {"name": "Dock Road", "code": "dock", "cells": ["M1", "M2"]},
        "custody-suite:set-up",
    ),
    "open-custody-record": Sample("custody-officer", an_opening_of_custody, "custody:arrival"),
    "write-custody-entry": Sample(
        "detention-officer",
        lambda: {
            "record": end(opened()),
            "kind": "note",
            "submission": str(uuid4()),
            "entry": {"happened_at": timezone.now().isoformat(), "text": "Asked for a blanket"},
        },
        "custody:note",
    ),
    "correct-custody-entry": Sample(
        "detention-officer",
        lambda: {
            "corrects": end(write(opened(), "note", text="Asked for tea")),
            "submission": str(uuid4()),
            "entry": None,
            **WHY,
        },
        "custody:note",
    ),
    "lock-exception": Sample("sergeant", lambda: {"delivery": end(refused_delivery())}, ""),
    "unlock-exception": Sample("sergeant", lambda: {"delivery": end(refused_delivery())}, ""),
    "send-again": Sample("sergeant", lambda: {"delivery": end(refused_delivery())}, "delivery:retried"),
    "send-all-again": Sample(
        "sergeant", lambda: {"system": refused_delivery().system, "code": "E12"}, "delivery:retried"
    ),
    "take-back": Sample(
        "sergeant", lambda: {"delivery": end(refused_delivery()), **WHY}, "delivery:withdrawn"
    ),
    "settle-reply": Sample("sergeant", lambda: {"reply": end(reply()), **WHY}, "delivery:reply-settled"),
    "pause-system": Sample("estate-manager", lambda: {"system": a_system(), **WHY}, "system:paused"),
    "resume-system": Sample("estate-manager", lambda: {"system": a_system()}, "system:resumed"),
    "reconcile-system": Sample("sergeant", lambda: {"system": a_readable_system()}, "reconciliation:asked"),
    "repair-difference": Sample(
        "sergeant", lambda: {"difference": end(a_difference())}, "delivery:repair-asked"
    ),
    "repair-differences": Sample(
        "sergeant",
        lambda: {"system": a_difference().run.system, "kind": "only-here"},
        "delivery:repair-asked",
    ),
    "turn-switch": Sample("estate-manager", a_turn, "switch:turned"),
    "answer-turn": Sample("estate-manager", a_proposed_turn, "switch:turned"),
    "settle-difference": Sample(
        "sergeant", lambda: {"difference": end(a_difference()), **WHY}, "difference:settled"
    ),
    "join-user": Sample("administrator", lambda: {"collar_number": "Y1", **DETAILS}, "user:joined"),
    "leave-user": Sample("administrator", lambda: {"user": end(user_with("officer"))}, "user:left"),
    "return-user": Sample("administrator", lambda: {"user": end(a_leaver())}, "user:returned"),
    "amend-user": Sample(
        "administrator", lambda: {"user": end(user_with("officer")), **DETAILS}, "user:amended"
    ),
    "grant-role": Sample(
        "administrator", lambda: {"user": end(user_with("officer")), "role": "analyst"}, "role:granted"
    ),
    "withdraw-role": Sample(
        "administrator",
        lambda: {"grant": end(grant_role(caller_with("administrator"), user_with("officer"), "analyst"))},
        "role:withdrawn",
    ),
    "issue-password": Sample("administrator", lambda: {"user": end(user_with("officer"))}, "password:issued"),
    "issue-token": Sample(
        "administrator",
        lambda: {"user": end(user_with("officer")), "system": "X", "scopes": ["access.use"], "days": 1},
        "token:issued",
    ),
    "revoke-token": Sample("administrator", lambda: {"token": end(a_token())}, "token:revoked"),
    "name-device": Sample(
        "administrator", lambda: {"device": end(a_device()), "name": "Desk 5"}, "device:named"
    ),
    "revoke-device": Sample("administrator", lambda: {"device": end(a_device())}, "device:revoked"),
    "lock-desk": Sample("administrator", lambda: {"device": end(a_device())}, "desk:locked"),
    "issue-desk-token": Sample("administrator", lambda: {"device": end(a_device())}, "desk-token:issued"),
    "revoke-desk-token": Sample("administrator", lambda: {"device": end(a_device())}, "desk-token:revoked"),
    "open-sealed": Sample(
        "inspector", lambda: {"record_type": "person", "record_id": str(uuid4()), **OPEN}, "sealed:opened"
    ),
    "review-opening": Sample(
        "auditor", lambda: {"opening": end(an_opening()), "finding": "Rightly opened"}, "sealed:reviewed"
    ),
    **{name: Sample(*rest) for name, rest in (ESTATE_SAMPLES | FORECAST_SAMPLES).items()},
    "keep-oversight-row": Sample(
        "estate-manager",
        lambda: {
            "sheet": "risks",
            "values": {"number": "R-1", "title": "Late", "likelihood": "3", "impact": "2"},
        },
        "oversight-row:kept",
    ),
    "import-oversight-sheet": Sample(
        "estate-manager",
        lambda: {"sheet": "pilots", "text": "Number,What was tried,Question\nP-1,A phone,Is it quicker?\n"},
        "oversight-sheet:imported",
    ),
    "start-with-2013": Sample("estate-manager", dict, "oversight-sheet:imported"),
    "revise-due": Sample(
        "superintendent",
        lambda: {
            "number": a_recommendation(),
            "due": day(200).isoformat(),
            "reason": "The supplier is late.",
        },
        "recommendation:date-revised",
    ),
    "override-status": Sample(
        "overseer",
        lambda: {"number": a_recommendation(), "status": "at-risk", "reason": "The owner is away."},
        "recommendation:overridden",
    ),
    "lift-override": Sample(
        "overseer", lambda: {"number": an_overridden_one()}, "recommendation:override-lifted"
    ),
    "close-recommendation": Sample(
        "overseer", lambda: {"number": a_done_one(), "words": "Counted again."}, "recommendation:closed"
    ),
    "add-evidence": Sample(
        "estate-manager",
        lambda: {
            "number": a_recommendation(),
            "kind": "document",
            "filename": "a.txt",
            "content": "SGVsbG8=",
        },
        "recommendation:evidence-added",
    ),
    "record-count": Sample("estate-manager", a_register, "oversight-row:kept"),
    "score-knowledge": Sample("estate-manager", a_lone_expert, "estate-risk:judged"),
    "post-update": Sample(
        "estate-manager",
        lambda: {"title": "First hall", "text": "It is given back.", "on": day(-1).isoformat()},
        "oversight-update:posted",
    ),
}
