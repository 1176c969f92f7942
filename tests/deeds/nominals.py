"""Deeds of the person index: what is judged of pairs, and what is taken in."""

from __future__ import annotations

import json
from contextlib import suppress

import nominals_made
from callers import caller_with
from custody_made import opened
from daybook.nominals.actions.decide import decide
from daybook.nominals.actions.register_sending import register_sending
from daybook.nominals.four_eyes import ProposedError
from daybook.nominals.indexing import index_people
from daybook.nominals.matching import starting_model
from daybook.nominals.models import Proposal
from deeds.sample import Said, Sample


def named(one: tuple[str, str]) -> Said:
    return {"system": one[0], "key": one[1]}


def linked() -> tuple[tuple[str, str], str]:
    """A record of another system that was judged to be somebody of ours, and the operation."""
    ends = nominals_made.person(), nominals_made.source("C1")
    return ends[1], str(decide(caller_with("inspector"), *ends, "same").operation)


def a_judgement() -> Said:
    ends = nominals_made.person(), nominals_made.source("C1")
    return {"first": named(ends[0]), "second": named(ends[1]), "verdict": "same"}


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


def a_model() -> Said:
    return {"model": json.loads(starting_model().to_json()), "reason": "Trained on last year's records"}


def a_system() -> Said:
    return {"name": "north_force", "title": "North Force"}


def a_registered_system() -> Said:
    made = register_sending(caller_with("administrator"), "north_force", title="North Force")
    return {"system": str(made.pk), "reason": "Its index was closed."}


SAMPLES: dict[str, Sample] = {
    "register-sending-system": Sample("crime-registrar", a_system, "sending-system:registered"),
    "retire-sending-system": Sample("administrator", a_registered_system, "sending-system:retired"),
    "put-model-in-force": Sample("crime-registrar", a_model, "matching-model:in-force"),
    "answer-proposal": Sample("inspector", a_proposal, "parting:declined"),
    "take-in": Sample("officer", someone_elsewhere, "person:taken-in"),
    "judge-pair": Sample("crime-registrar", a_judgement, "person:linked"),
    "undo-judgement": Sample("crime-registrar", an_undoing, "person:link-undone"),
    "detach-record": Sample("crime-registrar", a_detaching, "person:record-detached"),
}
