"""The deeds of answering a person who asks for their own data, for the API and the command line."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.records.actions.collect_subject_data import collect_subject_data
from daybook.records.actions.open_subject_request import open_subject_request
from daybook.records.actions.release_subject_bundle import release_subject_bundle
from daybook.records.actions.review_subject_item import review_subject_item
from daybook.records.deeds import found
from daybook.records.models import Person, SubjectRequest
from daybook.records.models.subject_request import Identity
from daybook.records.queries.subject_requests import ANSWER, requests


class NewSubjectRequest(Body):
    person: UUID
    asked_by: Annotated[str, Field(max_length=120)]
    identity: Identity
    received_on: date
    identified_on: date


class SubjectRequestName(Body):
    request: UUID


class SubjectRelease(Body):
    request: UUID
    recipient: Annotated[str, Field(max_length=120)] = ""


class SubjectReview(Body):
    """`item` as the bundle names it; `shown` and `hidden` as in the decision."""

    request: UUID
    item: Annotated[str, Field(max_length=80)]
    exemption: Annotated[str, Field(max_length=1)] = ""
    shown: list[str] = []
    hidden: list[int] = []
    reason: str = ""


@deed(
    "open-subject-request",
    "Take in a subject access request",
    ANSWER,
    open_subject_request,
    "records:new-subject-request",
)
def _open(caller: Caller, body: NewSubjectRequest) -> Answer:
    given = body.model_dump(exclude={"person"})
    return record_id(open_subject_request(caller, found(caller, Person, body.person), **given))


@deed(
    "collect-subject-data",
    "Collect what is held about the person who asks",
    ANSWER,
    collect_subject_data,
    "records:collect-subject-data",
)
def _collect(caller: Caller, body: SubjectRequestName) -> Answer:
    return record_id(collect_subject_data(caller, _request(caller, body.request)))


@deed(
    "review-subject-item",
    "Review an item of a subject access request",
    ANSWER,
    review_subject_item,
    "records:subject-item",
)
def _review(caller: Caller, body: SubjectReview) -> Answer:
    row = _request(caller, body.request).items.filter(key=body.item).first()
    if row is None:
        raise LookupError(f"The request holds no item {body.item}; collect first.")
    given = body.model_dump(exclude={"request", "item"})
    return record_id(review_subject_item(caller, row, **given))


@deed(
    "release-subject-bundle",
    "Release the bundle of a subject access request",
    ANSWER,
    release_subject_bundle,
    "records:release-subject-bundle",
)
def _release(caller: Caller, body: SubjectRelease) -> Answer:
    done = release_subject_bundle(caller, _request(caller, body.request), recipient=body.recipient)
    return {"id": str(done.pk), "pdf_sha256": done.pdf_sha256, "json_sha256": done.json_sha256}


def _request(caller: Caller, key: UUID) -> SubjectRequest:
    row = requests(caller).filter(pk=key).first()
    if row is None:
        raise LookupError(f"There is no such request, or you may not see it: {key}.")
    return row
