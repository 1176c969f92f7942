"""What users do with papers and shifts, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from base64 import b64encode
from typing import Annotated
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.access.permission import allowed
from daybook.custody.actions.copy_record import copy_record
from daybook.custody.actions.hand_over import hand_over
from daybook.custody.actions.take_over import take_over
from daybook.custody.models import Suite
from daybook.custody.papers.redaction import Reader
from daybook.custody.queries.filter import SEE, visible


class Copy(Body):
    """`lifted` are ids of rules that do not hold for this copy; see the redaction rules in the documentation."""

    record: UUID
    paper: Reader
    recipient: Annotated[str, Field(min_length=1, max_length=120)]
    lifted: list[str] = []


class ShiftNotes(Body):
    suite: str
    notes: str = ""


class ShiftTaken(Body):
    suite: str


@deed(
    "copy-custody-record",
    "Hand out a copy of a custody record",
    "custody.copy-record",
    copy_record,
    "custody:copy",
)
def _copy_record(caller: Caller, body: Copy) -> Answer:
    record = visible(caller).select_related("person", "suite", "arrest").filter(pk=body.record).first()
    if record is None:
        raise LookupError(f"There is no such custody record, or you may not see it: {body.record}.")
    pdf = copy_record(caller, record, body.paper, recipient=body.recipient, lifted=body.lifted)
    return {"pdf": b64encode(pdf).decode()}


@deed("hand-over-custody", "Hand over a custody shift", "custody.hand-over", hand_over, "custody:handover")
def _hand_over(caller: Caller, body: ShiftNotes) -> Answer:
    return record_id(hand_over(caller, _suite(caller, body.suite), notes=body.notes))


@deed("take-over-custody", "Take over a custody shift", "custody.hand-over", take_over, "custody:handover")
def _take_over(caller: Caller, body: ShiftTaken) -> Answer:
    return record_id(take_over(caller, _suite(caller, body.suite)))


def _suite(caller: Caller, code: str) -> Suite:
    found = Suite.objects.filter(code=code).first() if allowed(caller, SEE) else None
    if found is None:
        raise LookupError(f"There is no custody suite {code!r}, or you may not see it.")
    return found
