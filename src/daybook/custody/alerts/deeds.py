"""Acknowledging an alert, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.custody.actions.acknowledge_alert import acknowledge_alert


class Acknowledgement(Body):
    alert: UUID
    note: str = ""


@deed(
    "acknowledge-alert",
    "Acknowledge a custody alert",
    "custody.acknowledge-alert",
    acknowledge_alert,
    "custody:acknowledge",
)
def _acknowledge(caller: Caller, body: Acknowledgement) -> Answer:
    return record_id(acknowledge_alert(caller, body.alert, body.note))
