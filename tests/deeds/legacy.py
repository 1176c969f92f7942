"""Deeds at the old systems: the exceptions desk, switches, reconciliation and the search there."""

from __future__ import annotations

from tempfile import gettempdir
from typing import Any
from uuid import uuid4

from django.utils import timezone

from callers import caller_with
from daybook.access.caller import system_caller
from daybook.access.models import User
from daybook.legacy import registry
from daybook.legacy.actions.turn_switch import turn_switch
from daybook.legacy.find import answering
from daybook.legacy.find.found import Found
from daybook.legacy.joined import join
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Ask, AskState, Delivery, Difference, Reconciliation, System, UnmatchedReply
from daybook.legacy.systems.registry import mapping
from daybook.nominals.matching import Written
from deeds.sample import WHY, Said, Sample, end
from switches_made import clean, readable, stands


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
    return {"system": "ledger", "function": "sighting", "to": "ours-wins", **WHY}


def a_proposed_turn() -> Said:
    readable()
    stands("ours-wins")
    clean()
    turn = turn_switch(caller_with("administrator"), "ledger", "sighting", "ours-only", "All is read in")
    return {"turn": str(turn.pk), "agree": True}


def an_answer() -> Said:
    """What an old system was asked, and found there."""
    row = Ask(search=uuid4(), system="ledger", user=uuid4(), asked_at=timezone.now())
    answered(row)
    return {"ask": str(row.pk), "place": 0}


def answered(row: Ask) -> None:
    found = [Found(Written(key="L-7", system="ledger", names=(("Quill", "Ada"),)))]
    question = answering.Question(system_caller("test"), Sought((("quill",),)), "quill")
    answering.file(row, question, AskState.ANSWERED, "", found)


def given_to(user: User, said: Said) -> None:
    """The same answer, to this user: it is sealed for whoever asked."""
    row = Ask.objects.get(pk=said["ask"])
    row.user = user.pk
    answered(row)


SAMPLES: dict[str, Sample] = {
    "take-in-found": Sample("officer", an_answer, "person:taken-in", named=given_to),
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
}
