"""What users do with interfaces, contracts and cost lines, for the API and the command line; see `access.deeds`."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.estate.actions.add_row import add_row
from daybook.estate.actions.amend_row import amend_row
from daybook.estate.actions.remove_row import remove_row
from daybook.estate.typed import BY_HAND

KEEP = "estate.keep-register"
SheetName = Literal["interfaces", "contracts", "costs"]
Number = Annotated[str, Field(min_length=1, max_length=90)]


class RowAdded(Body):
    """Fields by name as a file of the sheet has them."""

    sheet: SheetName
    values: dict[str, str]


class RowAmended(Body):
    """`number` is that of the interface, contract or cost line; an empty text empties its field."""

    sheet: SheetName
    number: Number
    values: dict[str, str]
    reason: str = ""


class RowRemoved(Body):
    """Only what was entered in error; what has ended is amended."""

    sheet: SheetName
    number: Number
    reason: str


def _row(sheet: str, number: str) -> Any:
    rows: Any = BY_HAND[sheet]._default_manager
    return rows.get(number=number)


@deed("add-register-row", "Enter an interface, a contract or a cost line", KEEP, add_row, "estate:add-row")
def _add(caller: Caller, body: RowAdded) -> Answer:
    return record_id(add_row(caller, body.sheet, body.values))


@deed(
    "amend-register-row", "Amend an interface, a contract or a cost line", KEEP, amend_row, "estate:amend-row"
)
def _amend(caller: Caller, body: RowAmended) -> Answer:
    row = _row(body.sheet, body.number)
    return record_id(amend_row(caller, body.sheet, row, body.values, reason=body.reason))


@deed(
    "remove-register-row",
    "Take an interface, a contract or a cost line off the register",
    KEEP,
    remove_row,
    "estate:remove-row",
)
def _remove(caller: Caller, body: RowRemoved) -> Answer:
    row = _row(body.sheet, body.number)
    return record_id(remove_row(caller, body.sheet, row, reason=body.reason))
