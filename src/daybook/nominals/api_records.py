"""Records that another system puts under its own keys: one, a batch, withdrawn, and asked for again."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Header, Router, Status
from ninja.errors import HttpError

from daybook.access.api_base import PROBLEMS, Problem
from daybook.access.caller import caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults
from daybook.nominals import api_record_shapes as shapes
from daybook.nominals.actions.send_records import (
    PERMISSION,
    REFUSED,
    Sent,
    named_now,
    send_records,
    withdraw_record,
)
from daybook.nominals.key_names import base_key
from daybook.nominals.kinds import PAIR_VIEWED
from daybook.nominals.models import SourceRecord
from daybook.nominals.queries.sent import NOT_SHOWN, Standing, standings
from daybook.nominals.receiving import latest_versions
from daybook.nominals.sent_answers import answer, answers, as_sent
from daybook.nominals.sent_rows import BATCH, checked, key_of, rows_of

router = Router(tags=["nominals"])
SEE = "nominals.see-links"
ONE = "/nominals/records/{slug:system}/{path:key}"
SENDING: dict[int, Any] = {**PROBLEMS, 413: Problem}
Submission = Annotated[
    UUID | None,
    Header(
        alias="Idempotency-Key",
        default=None,
        description="Names this sending; sent again, it undoes nothing that came since",
    ),
]


@router.put(ONE, response={200: shapes.SentRecordOut, 201: shapes.SentRecordOut, **SENDING})
@consults(PAIR_VIEWED, PERMISSION, always=False)
def put_record(
    request: HttpRequest, system: str, key: shapes.Key, body: shapes.RecordIn, submission: Submission
) -> Any:
    """Put a record of the token's own system: new (201), corrected, or unchanged where the same came before.

    Linked at once, by the rules for whatever comes by itself; the answer says whose it is.
    """
    written = body.written(system, key)
    [sent] = send_records(caller_of(request), system, [written], submission)
    if sent.outcome == REFUSED:
        raise HttpError(422, sent.why)
    [answer] = answers(request, system, {key: sent})
    return Status(201 if answer["outcome"] == "kept" else 200, answer)


@router.delete(ONE, response={200: shapes.SentRecordOut, **PROBLEMS})
@consults(PAIR_VIEWED, PERMISSION, always=False)
def withdraw(request: HttpRequest, system: str, key: shapes.Key, submission: Submission) -> Any:
    """The token's own system holds this record no more. What it said stays findable and linked, marked so."""
    try:
        sent = withdraw_record(caller_of(request), system, key, submission)
    except LookupError as error:
        raise Http404(str(error)) from None
    if sent.outcome == REFUSED:
        raise HttpError(422, sent.why)
    return answers(request, system, {key: sent})[0]


@router.get(ONE, response={200: shapes.SentRecordShown, **PROBLEMS})
@consults(PAIR_VIEWED, SEE)
def record(request: HttpRequest, system: str, key: shapes.AskedKey) -> Any:
    """A record as it was put last, and whose it is now. Any system's that the caller may see, and always its own."""
    row, caller = _asked_for(system, key), caller_of(request)
    standing = standings(caller, system, [row.key])[row.key] if row else Standing(NOT_SHOWN)
    if row is None or (standing.nominal is None and caller.system != system):
        raise Http404("No record came under this key, or you may not see it.")
    consulted(request).add("sourcerecord", row.pk)
    return answer(key, Sent("", (row.system, row.key)), row, standing) | {"as_sent": as_sent(row)}


def _asked_for(system: str, key: str) -> SourceRecord | None:
    """Whom the key names now, or the very record where it is asked for by the name under which it is kept."""
    if key == base_key(key):
        return named_now(system, key)
    return latest_versions([(system, key)]).get((system, key))


@router.post(
    "/nominals/records/{slug:system}",
    response={200: shapes.BatchOut, **SENDING},
    openapi_extra={"requestBody": BATCH},
)
@consults(PAIR_VIEWED, PERMISSION, always=False)
def put_records(request: HttpRequest, system: str, submission: Submission) -> Any:
    """Put up to 200 records of the token's own system, each answered by itself: one bad row does not lose the others.

    Cut off or without an answer, send it again: what was kept is then unchanged.
    """
    rows = rows_of(request)
    taken, refused = checked(rows)
    written = [row.record.written(system, row.key) for row in taken.values()]
    sent = dict(zip(taken, send_records(caller_of(request), system, written, submission), strict=True))
    refused |= {
        at: [{"path": "key", "message": its.why}] for at, its in sent.items() if its.outcome == REFUSED
    }
    rest = {at: its for at, its in sent.items() if at not in refused}
    answered = answers(request, system, {taken[at].key: its for at, its in rest.items()})
    told = dict(zip(rest, answered, strict=True))
    found = [
        {"row": at, "key": key_of(row), "outcome": REFUSED, "errors": refused[at]}
        if at in refused
        else {"row": at, "key": taken[at].key, "outcome": told[at]["outcome"], "answer": told[at]}
        for at, row in enumerate(rows)
    ]
    return {"rows": found, "counts": dict(Counter(one["outcome"] for one in found))}
