"""One system's answer to a search, from the asking to the filing.

What was asked and shown is in the book before the answer can be seen. Where a system cannot be asked, or does not
answer, what we have read of it stands in its place, if anything.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localtime

from daybook.access.caller import Caller
from daybook.book.loops import where
from daybook.book.pages import append
from daybook.legacy import kinds
from daybook.legacy.engine.ports import CannotRead, OldSystem
from daybook.legacy.find.copies import copy_of
from daybook.legacy.find.found import Found, found_there, from_text, seen_by, to_text
from daybook.legacy.joined import PATIENCE_AT_A_PAGE
from daybook.legacy.mapping import Sought
from daybook.legacy.models import Ask, AskState
from daybook.records.crypto import seal, unseal

log = logging.getLogger(__name__)
LIMIT = timedelta(seconds=PATIENCE_AT_A_PAGE)
"""How long after it was asked a system is waited for."""
MOST = 50
BUSY = "All lines to it were in use, so it was not asked."
NOT_BEFORE = "Who stood in it before {:%-d %B %Y %H:%M} was not read in, and cannot be found here."


@dataclass(frozen=True, slots=True)
class Question:
    """Who asks for whom, and the words in which."""

    caller: Caller
    sought: Sought
    words: str


def carry_out(system: OldSystem, row: Ask, question: Question) -> None:
    """Ask it, or look into our copy where it is not to be asked, and file what came."""
    if timezone.now() > row.asked_at + LIMIT:
        row.state, row.problem = AskState.CLOSED, row.problem or BUSY
        row.save()
    elif row.problem:
        _file_copy(row, question, AskState.CLOSED, row.problem)
    elif system.find is None:
        _file_copy(row, question, AskState.COPY, "")
    else:
        _ask(system, row, question)


def _ask(system: OldSystem, row: Ask, question: Question) -> None:
    try:
        assert system.find is not None
        found = found_there(system.name, system.find(question.sought, MOST), question.sought)
        row.read_at = None
        file(row, question, AskState.ANSWERED, "", found)
    except CannotRead as error:
        _file_copy(row, question, AskState.SILENT, str(error))
    except Exception as error:
        log.error("asking %s: %s", system.name, where(error))
        _file_copy(row, question, AskState.SILENT, "Its answer cannot be read.")


def _file_copy(row: Ask, question: Question, state: AskState, problem: str) -> None:
    """What stands in our copy, with why it is not the system's own answer."""
    copy = copy_of(row.system, question.sought, MOST)
    row.read_at = copy.read_at if copy else None
    if copy and copy.since:
        problem = f"{problem} {NOT_BEFORE.format(localtime(copy.since))}".strip()
    file(row, question, state, problem, copy.found if copy else [])


def file(row: Ask, question: Question, state: AskState, problem: str, given: list[Found]) -> None:
    """Keep what the caller may see of it, and write what was asked and shown, in one step."""
    caller, found = question.caller, seen_by(question.caller, given)
    row.state, row.problem, row.answered_at, row.count = state, problem[:300], timezone.now(), len(found)
    row.found = seal(to_text(found), owner_of(row)) if found else None
    reason = {"reason": caller.reason} if caller.reason else {}
    shown = [one.written.key for one in found]
    notes = {
        "system": row.system, "words": question.words, "count": len(found), "records": shown, "state": str(state),
    }  # fmt: skip
    with transaction.atomic():
        append(kinds.ASKED, caller.author, notes={**notes, **reason})
        row.save()


def found_by(row: Ask) -> list[Found]:
    """The records of an answer, for the user who asked."""
    return from_text(unseal(bytes(row.found), owner_of(row))) if row.found else []


def owner_of(row: Ask) -> str:
    return f"ask {row.user}"
