"""What users do with harm review lists, for the API and the command line; see `daybook.access.deeds`."""

from __future__ import annotations

from base64 import b64decode
from datetime import date
from uuid import UUID

from daybook.access.caller import Caller
from daybook.access.deeds import Answer, Body, deed, record_id
from daybook.forecast.harm.actions.export_list import export_list
from daybook.forecast.harm.actions.keep_list import drop_member, end_list, name_member, renew_assessments
from daybook.forecast.harm.actions.open_list import Assessed, ListWanted, open_list
from daybook.forecast.harm.actions.recall import answer_recall, chase_recall
from daybook.forecast.harm.actions.review import pass_over, put_on, review_row
from daybook.forecast.harm.actions.supply_weights import supply_weights
from daybook.forecast.harm.gate import OPEN, SEE, SUPPLY, WORK
from daybook.forecast.harm.models import HarmList, HarmMember, HarmRecall, HarmRow
from daybook.records.deeds import found
from daybook.records.models import Person


class AssessmentsGiven(Body):
    """References of both impact assessments, and the last day on which each holds."""

    dpia: str
    dpia_until: date
    eia: str
    eia_until: date

    def read(self) -> Assessed:
        return Assessed(self.dpia, self.dpia_until, self.eia, self.eia_until)


class ListOpened(Body):
    """`kind`: victims or offenders; `owner`: a collar number; `office`: who answers in public."""

    kind: str
    title: str
    purpose: str
    owner: str
    office: str
    assessed: AssessmentsGiven
    window_days: int = 365
    least_events: int = 2
    reviews_a_week: int = 10
    review_days: int = 28
    grace_days: int = 7


class ListAssessed(Body):
    harm_list: UUID
    assessed: AssessmentsGiven


class MemberNamed(Body):
    """`part`: owner, reviewer or overseer."""

    harm_list: UUID
    number: str
    part: str


class MemberDropped(Body):
    member: UUID


class ListEnded(Body):
    harm_list: UUID
    why: str


class PersonDecided(Body):
    harm_list: UUID
    person: UUID
    reason: str


class RowReviewed(Body):
    row: UUID
    keep: bool
    reason: str


class CopyAsked(Body):
    """`form`: csv, json or pdf; `partner`: a partner of that kind of list."""

    harm_list: UUID
    form: str
    partner: str
    recipient: str
    purpose: str


class RecallNamed(Body):
    recall: UUID


class RecallAnswered(Body):
    """`who` there said that the row is out."""

    recall: UUID
    who: str


class WeightsSupplied(Body):
    """`content`: the CSV file in base64."""

    version: str
    title: str
    content: str


@deed("open-harm-list", "Open a harm review list", OPEN, open_list, "harm:new")
def _open(caller: Caller, body: ListOpened) -> Answer:
    given = body.dict(exclude={"assessed"})
    return record_id(open_list(caller, ListWanted(**given, assessed=body.assessed.read())))


@deed(
    "renew-harm-assessments",
    "Renew the assessments of a harm review list",
    OPEN,
    renew_assessments,
    "harm:assess",
)
def _renew(caller: Caller, body: ListAssessed) -> Answer:
    row = HarmList.objects.get(pk=body.harm_list)
    return record_id(renew_assessments(caller, row, body.assessed.read()))


@deed(
    "name-harm-member",
    "Name who owns, reviews or oversees a harm review list",
    OPEN,
    name_member,
    "harm:name",
)
def _name(caller: Caller, body: MemberNamed) -> Answer:
    return record_id(name_member(caller, HarmList.objects.get(pk=body.harm_list), body.number, body.part))


@deed(
    "drop-harm-member",
    "Take somebody out of those who see a harm review list",
    OPEN,
    drop_member,
    "harm:drop",
)
def _drop(caller: Caller, body: MemberDropped) -> Answer:
    return record_id(drop_member(caller, HarmMember.objects.get(pk=body.member)))


@deed("end-harm-list", "End a harm review list for good", OPEN, end_list, "harm:end")
def _end(caller: Caller, body: ListEnded) -> Answer:
    return record_id(end_list(caller, HarmList.objects.get(pk=body.harm_list), body.why))


@deed("put-on-harm-list", "Put a person on a harm review list", WORK, put_on, "harm:candidate")
def _put_on(caller: Caller, body: PersonDecided) -> Answer:
    row = HarmList.objects.get(pk=body.harm_list)
    return record_id(put_on(caller, row, found(caller, Person, body.person), body.reason))


@deed(
    "pass-over-for-harm-list",
    "Decide not to put a person on a harm review list",
    WORK,
    pass_over,
    "harm:candidate",
)
def _pass_over(caller: Caller, body: PersonDecided) -> Answer:
    row = HarmList.objects.get(pk=body.harm_list)
    return record_id(pass_over(caller, row, found(caller, Person, body.person), body.reason))


@deed("review-harm-row", "Keep a person on a harm review list, or remove them", WORK, review_row, "harm:row")
def _review(caller: Caller, body: RowReviewed) -> Answer:
    row = HarmRow.objects.select_related("harm_list").get(pk=body.row)
    return record_id(review_row(caller, row, body.keep, body.reason))


@deed(
    "export-harm-list",
    "Hand out a copy of a harm review list",
    WORK,
    export_list,
    "harm:copies",
    no_api="A copy is handed out by its owner at a desk, where it is downloaded.",
)
def _export(caller: Caller, body: CopyAsked) -> Answer:
    row = HarmList.objects.get(pk=body.harm_list)
    copy = export_list(caller, row, body.form, body.partner, body.recipient, body.purpose)
    return {"id": str(copy.export.pk), "sha256": copy.export.sha256, "rows": copy.export.rows}


@deed("chase-harm-recall", "Write down that a recall was chased", SEE, chase_recall, "harm:chase")
def _chase(caller: Caller, body: RecallNamed) -> Answer:
    return record_id(chase_recall(caller, HarmRecall.objects.get(pk=body.recall)))


@deed("answer-harm-recall", "Write down that a row is out of a copy", SEE, answer_recall, "harm:answer")
def _answer(caller: Caller, body: RecallAnswered) -> Answer:
    return record_id(answer_recall(caller, HarmRecall.objects.get(pk=body.recall), body.who))


@deed("supply-harm-weights", "Supply a table of harm weights", SUPPLY, supply_weights, "harm:weights")
def _weights(caller: Caller, body: WeightsSupplied) -> Answer:
    return record_id(supply_weights(caller, body.version, body.title, b64decode(body.content)))
