"""What users do here, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from typing import Annotated

from pydantic import ConfigDict, Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.oversight.actions.add_evidence import LARGEST, add_evidence
from daybook.oversight.actions.follow import close_recommendation, lift_override, override_status, revise_due
from daybook.oversight.actions.import_sheet import Taken, import_sheet
from daybook.oversight.actions.keep_row import keep_row
from daybook.oversight.actions.post_update import post_update
from daybook.oversight.actions.record_count import record_count
from daybook.oversight.actions.score_knowledge import score_knowledge
from daybook.oversight.actions.start_with_2013 import start_with_2013

KEEP = "oversight.keep"


class Kept(Body):
    """`values`: texts as on the page, by the names of the sheet's fields; what is left out stays."""

    sheet: str
    values: dict[str, str]


class SheetFile(Body):
    """`text`: CSV with a row of headings."""

    model_config = ConfigDict(extra="forbid", str_max_length=2_000_000)
    sheet: str
    text: str


class Nothing(Body):
    pass


class Revision(Body):
    number: str
    due: date
    reason: str


class Override(Body):
    """`status`: on-track, at-risk or overdue."""

    number: str
    status: str
    reason: str


class LiftedStatus(Body):
    number: str


class Closing(Body):
    number: str
    words: str


class Proof(Body):
    """`kind`: link, document or metric; `content` is the document in base64."""

    model_config = ConfigDict(extra="forbid", str_max_length=2 * LARGEST)
    number: str
    kind: str
    title: str = ""
    link: str = ""
    filename: str = ""
    content: Annotated[str, Field(description="Base64")] = ""
    public: bool = False


class Word(Body):
    title: str
    text: str
    on: date
    recommendation: str = ""
    public: bool = False


@deed("keep-oversight-row", "Enter or amend a row of an oversight sheet", KEEP, keep_row, "oversight:keep")
def _keep(caller: Caller, body: Kept) -> Answer:
    return record_id(keep_row(caller, body.sheet, body.values))


@deed("import-oversight-sheet", "Take in an oversight sheet as CSV", KEEP, import_sheet, "oversight:import")
def _import(caller: Caller, body: SheetFile) -> Answer:
    return _taken(import_sheet(caller, body.sheet, body.text.encode()))


@deed(
    "start-with-2013", "Enter the nine recommendations of 2013", KEEP, start_with_2013, "oversight:start-2013"
)
def _start(caller: Caller, body: Nothing) -> Answer:
    return _taken(start_with_2013(caller))


@deed(
    "revise-due",
    "Revise the date of a recommendation",
    "oversight.revise-date",
    revise_due,
    "oversight:revise",
)
def _revise(caller: Caller, body: Revision) -> Answer:
    return record_id(revise_due(caller, body.number, body.due, body.reason))


@deed(
    "override-status",
    "Set the status of a recommendation by hand",
    "oversight.override",
    override_status,
    "oversight:override",
)
def _override(caller: Caller, body: Override) -> Answer:
    return record_id(override_status(caller, body.number, body.status, body.reason))


@deed(
    "lift-override",
    "Let the status of a recommendation be computed again",
    "oversight.override",
    lift_override,
    "oversight:lift",
)
def _lift(caller: Caller, body: LiftedStatus) -> Answer:
    return record_id(lift_override(caller, body.number))


@deed(
    "close-recommendation",
    "Close a recommendation",
    "oversight.close",
    close_recommendation,
    "oversight:close",
)
def _close(caller: Caller, body: Closing) -> Answer:
    return record_id(close_recommendation(caller, body.number, body.words))


@deed("add-evidence", "Add evidence for a recommendation", KEEP, add_evidence, "oversight:evidence")
def _evidence(caller: Caller, body: Proof) -> Answer:
    content = b64decode(body.content, validate=True)
    where = (body.link, body.filename, content)
    return record_id(add_evidence(caller, body.number, body.kind, body.title, *where, public=body.public))


@deed("post-update", "Post a progress update", KEEP, post_update, "oversight:update")
def _update(caller: Caller, body: Word) -> Answer:
    about = body.recommendation
    return record_id(post_update(caller, body.title, body.text, body.on, about, body.public))


@deed("record-count", "Keep how many systems are counted this quarter", KEEP, record_count, "oversight:count")
def _count(caller: Caller, body: Nothing) -> Answer:
    return record_id(record_count(caller))


@deed(
    "score-knowledge",
    "Score the systems that one person alone knows",
    "estate.judge",
    score_knowledge,
    "oversight:knowledge",
)
def _knowledge(caller: Caller, body: Nothing) -> Answer:
    told = score_knowledge(caller)
    names = {"unknown": "; ".join(told.unknown), "by_hand": "; ".join(told.by_hand)}
    return {"scored": told.scored, "taken_back": told.taken_back, **names}


def _taken(taken: Taken) -> Answer:
    faults = " ".join(f"Row {row}: {sentence}" for row, sentence in taken.faults)
    counts = {"added": taken.added, "amended": taken.amended, "unchanged": taken.unchanged}
    return {**counts, "refused": len(taken.faults), "faults": faults}
