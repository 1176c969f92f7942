"""What users do in this room, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from base64 import b64decode
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.estate.actions.send_file import KEEP, send_file
from daybook.estate.actions.start_import import start_import
from daybook.estate.models import RegisterImport


class RegisterFile(Body):
    """`sheet`: systems, interfaces, contracts, costs, payments or sign-ons; `content` is the file in base64."""

    sheet: str
    filename: Annotated[str, Field(min_length=1, max_length=200)]
    content: Annotated[str, Field(max_length=45_000_000)]


class ImportStart(Body):
    """`columns`: the field of each heading; null takes what was guessed."""

    register_import: UUID
    columns: dict[str, str] | None = None
    order: Literal["", "day-first", "month-first"] = ""


@deed("send-register-file", "Send in a file for the register of systems", KEEP, send_file, "estate:imports")
def _send(caller: Caller, body: RegisterFile) -> Answer:
    return record_id(send_file(caller, body.sheet, body.filename, b64decode(body.content, validate=True)))


@deed(
    "start-register-import", "Take a file into the register of systems", KEEP, start_import, "estate:import"
)
def _start(caller: Caller, body: ImportStart) -> Answer:
    run = RegisterImport.objects.get(pk=body.register_import)
    columns = run.columns if body.columns is None else body.columns
    return record_id(start_import(caller, run, columns, body.order))
