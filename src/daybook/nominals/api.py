"""The person service: find, match, link, unlink, explain, and what changed. Each calls what its page calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Header, Query, Router, Status

from daybook.access.api_base import PROBLEMS, Problem, refusal
from daybook.access.caller import Caller, caller_of
from daybook.access.consulted import consulted
from daybook.access.views_guard import consults, signed_on
from daybook.nominals import api_shapes as shapes
from daybook.nominals import candidates, scoring
from daybook.nominals.actions.decide import decide
from daybook.nominals.evidence import NoSuchRecordError, decoded, weigh
from daybook.nominals.kinds import PAIR_VIEWED
from daybook.nominals.matching import Cleaned, Written, clean, identity
from daybook.nominals.membership import Identity, nominals_of, rows_of
from daybook.nominals.models import Deed, IndexedRecord, Verdict
from daybook.nominals.queries.apart import apart, apart_under, nominal_told
from daybook.nominals.queries.canonical import aliases, canonical
from daybook.nominals.queries.changes import changes_after
from daybook.nominals.queries.explanation import Tie, is_whole, paths
from daybook.nominals.queries.filter import visible
from daybook.nominals.queries.known import Known, known, known_under
from daybook.nominals.queries.persons import current
from daybook.nominals.queries.proposals import Waiting, proposals_waiting
from daybook.nominals.queries.sides import Side, sides_of
from daybook.nominals.views.desk import consult

router = Router(tags=["nominals"])
SEE, WORK = "nominals.see-links", "nominals.work-desk"
LEAST_BITS = -10.0
CONSIDERED = 60
Submission = Annotated[
    UUID | None,
    Header(
        alias="Idempotency-Key",
        default=None,
        description="Names this judgement; sent again, it answers the decision that the first made, and writes nothing",
    ),
]


@contextmanager
def refusals() -> Iterator[None]:
    """What an action refuses, as the status that says so."""
    try:
        yield
    except NoSuchRecordError as error:
        raise Http404(str(error)) from None
    except ValueError as error:
        raise refusal(error) from None


@router.post("/nominals/match", response={200: list[shapes.CandidateOut], **PROBLEMS})
@consults("pair:viewed", SEE)
def match(request: HttpRequest, body: shapes.PersonAsked) -> Any:
    """Whom the posted person may be, best first, each with its evidence. Nothing is written but the look."""
    asked, caller = _asked(body), caller_of(request)
    found = [identity(record) for _, record in _candidates(caller, asked, body.limit)]
    people = known(caller, found)
    consulted(request).search("match", len(people), [its.nominal for its in people.values()])
    rows, sides = rows_of(people), sides_of(people)
    return [
        _candidate(asked, people[one], rows[one], sides.get(one))
        for one in found
        if one in people and one in rows
    ]


@router.post("/nominals/search", response={200: list[shapes.NominalOut], **PROBLEMS})
@consults(PAIR_VIEWED, SEE)
def search(request: HttpRequest, body: shapes.PersonAsked) -> Any:
    """People like the posted one, each with all their records that the caller may see."""
    caller = caller_of(request)
    found = [identity(record) for _, record in _candidates(caller, _asked(body), body.limit)]
    people = {its.nominal: its for its in known(caller, found).values()}
    consulted(request).search("nominals", len(people), people)
    return [_nominal(request, its) for its in people.values()]


@router.get("/nominals/changes", response={200: shapes.ChangesOut, **PROBLEMS})
@consults(PAIR_VIEWED, SEE)
def changes(request: HttpRequest, since: Query[shapes.Since]) -> Any:
    """Other systems' records that came, and which came to another person, in the order of the book after `after`."""
    rows, following = changes_after(caller_of(request), since.after, since.limit)
    consulted(request).search("nominal changes", len(rows), [row["after"] for row in rows])
    return {"changes": rows, "next": following}


@router.get("/nominals/proposals", response={200: list[shapes.ProposalOut], **PROBLEMS})
@consults(PAIR_VIEWED, WORK)
def proposals(request: HttpRequest) -> Any:
    """The partings that wait for a second person, the oldest first: those of which the caller may see every record."""
    found = proposals_waiting(caller_of(request))
    consulted(request).search("proposals", len(found), [one.proposal.pk for one in found])
    whose = nominals_of(record for one in found for record in one.proposal.identities)
    return [_proposal(one, whose) for one in found]


@router.get("/nominals/{uuid:nominal_id}", response={200: shapes.NominalOut, **PROBLEMS})
@consults(PAIR_VIEWED, SEE)
def nominal(request: HttpRequest, nominal_id: UUID) -> Any:
    """A person with all records and the values in use. An id that was retired leads to the survivor."""
    return _nominal(request, _current(caller_of(request), nominal_id))


@router.get("/nominals/{uuid:nominal_id}/explanation", response={200: shapes.ExplanationOut, **PROBLEMS})
@consults(PAIR_VIEWED, SEE)
def explanation(request: HttpRequest, nominal_id: UUID) -> Any:
    """Why the records are one person: each with the decision that ties it to one before it."""
    caller = caller_of(request)
    its = _current(caller, nominal_id)
    sides = sides_of(its.records)
    consult(request, sides.values())
    return {
        "nominal": its.nominal,
        "ties": [_tie(tie, sides) for tie in paths(its.records, its.records[0])],
        "whole": _is_whole(caller, its),
        "seen": its.seen,
    }


@router.post("/nominals/links", response={201: shapes.DecisionOut, **PROBLEMS, 409: Problem})
@signed_on(WORK)
def link(request: HttpRequest, body: shapes.JudgementIn, submission: Submission) -> Any:
    """Judge that two records are one person. A token needs `records.see-person` too, as for all of `/nominals`.

    409: with `errors` at `seen`, what is known of the two has changed since; nothing is written.
    """
    return _judge(request, body, Verdict.SAME, submission)


@router.post("/nominals/unlinks", response={201: shapes.DecisionOut, **PROBLEMS, 409: Problem})
@signed_on(WORK)
def unlink(request: HttpRequest, body: shapes.JudgementIn, submission: Submission) -> Any:
    """Judge that two records are different people; where they were one, they part.

    409: with `errors` at `seen`, what is known of the two has changed since; nothing is written. Else a custody record
    or a case of theirs is open, so it is a proposal that a second person has to confirm.
    """
    return _judge(request, body, Verdict.DIFFERENT, submission)


def _judge(request: HttpRequest, body: shapes.JudgementIn, verdict: Verdict, submission: UUID | None) -> Any:
    ends = (body.first.system, body.first.key), (body.second.system, body.second.key)
    how: dict[str, Any] = {"reason": body.reason, "verified": body.verified, "seen": body.seen}
    with refusals():
        made = decide(caller_of(request), *ends, verdict, submission=submission, **how)
    nominal = nominal_told(caller_of(request), ends[0])
    return Status(
        201, {"id": made.pk, "operation": made.operation, "verdict": made.verdict, "nominal": nominal}
    )


def _asked(body: shapes.PersonAsked) -> Cleaned:
    return clean(
        Written(
            key="",
            names=tuple((name.family_name, name.given_names) for name in body.names),
            births=tuple(body.births),
            ages=((str(body.apparent_age), timezone.localdate().isoformat()),) if body.apparent_age else (),
            sex=body.sex,
            addresses=tuple(body.addresses),
            postcodes=tuple(body.postcodes),
            phones=tuple(body.phones),
            emails=tuple(body.emails),
            numbers=tuple((number.scheme, number.number) for number in body.numbers),
        )
    )


def _candidates(caller: Caller, asked: Cleaned, limit: int) -> Iterator[tuple[UUID, Cleaned]]:
    """The best record of each person, best first."""
    near = {identity(one.record): one for one in candidates.near(asked)}
    keys = [key for _, key in near]
    seen = set(visible(caller).filter(key__in=keys).values_list("system", "key"))
    by_themselves = apart(caller, keys)
    found: set[UUID] = set()
    open_ones = [one.record for record, one in near.items() if record in seen or record in by_themselves]
    for hit in scoring.scorer().best(asked, open_ones, most=CONSIDERED):
        record = identity(hit.candidate)
        whose = by_themselves[record].nominal if record in by_themselves else near[record].nominal
        if hit.bits < LEAST_BITS or len(found) == limit:
            return
        if whose not in found:
            found.add(whose)
            yield whose, hit.candidate


def _candidate(asked: Cleaned, its: Known, row: IndexedRecord, side: Side | None) -> dict[str, Any]:
    evidence = weigh(asked, decoded(row))
    return {
        "nominal": its.nominal,
        "seen": its.seen,
        "record": _told((row.system, row.key), side),
        "name": side.name if side else "",
        "bits": round(evidence.bits, 3),
        "rule": evidence.rule,
        "evidence": [_step(*step) for step in evidence.snapshot],
    }


def _current(caller: Caller, nominal_id: UUID) -> Known:
    for leads_to in (current(nominal_id), nominal_id):
        if leads_to and (its := known_under(caller, leads_to)):
            return its
    raise Http404("There is no such person, or you may not see them.")


def _is_whole(caller: Caller, its: Known) -> bool:
    """Whether these are all records of the person, as far as the caller is told."""
    return apart_under(caller, its.nominal) is not None or is_whole(caller, its.nominal)


def _nominal(request: HttpRequest, its: Known) -> dict[str, Any]:
    caller, held = caller_of(request), sides_of(its.records)
    sides = list(held.values())
    consult(request, sides)
    chosen = canonical(sides)
    name = next((one.value for one in chosen if one.label == "Name"), "")
    return {
        "nominal": its.nominal,
        "records": [_told(record, held.get(record)) for record in its.records],
        "facts": [
            {"label": one.label, "value": one.value, "source": one.source, "rule": one.rule} for one in chosen
        ],
        "aliases": [other for other, _ in aliases(sides, name)],
        "whole": _is_whole(caller, its),
        "seen": its.seen,
    }


def _tie(tie: Tie, sides: Mapping[Identity, Side]) -> dict[str, Any]:
    decision, before = tie.decision, tie.before
    return {
        "record": _told(tie.record, sides.get(tie.record)),
        "before": _told(before, sides.get(before)) if before else None,
        "bits": decision.bits if decision else None,
        "by": tie.who,
        "rule": decision.rule if decision else "",
        "reason": decision.reason if decision else "",
        "evidence": [_step(*step) for step in decision.evidence] if decision else [],
    }


def _proposal(one: Waiting, whose: Mapping[Identity, UUID]) -> dict[str, Any]:
    held = one.proposal
    return {
        "id": held.pk,
        "deed": held.deed,
        "verdict": held.given.get("verdict", ""),
        "record": _ref(held.given["record"]) if held.deed == Deed.DETACH else None,
        "operation": held.given["operation"] if held.deed == Deed.UNDO else None,
        "records": [_ref(record) for record in held.records],
        "nominals": sorted({whose[record] for record in held.identities if record in whose}),
        "reason": held.reason,
        "matters": held.matters,
        "by": one.who,
        "mine": one.mine,
        "at": held.proposed_at,
    }


def _ref(record: Sequence[str]) -> dict[str, str]:
    return {"system": record[0], "key": record[1]}


def _told(record: Identity, side: Side | None) -> dict[str, Any]:
    return {**_ref(record), "withdrawn_at": side.withdrawn_at if side else None}


def _step(field: str | float, words: str | float, bits: str | float) -> dict[str, Any]:
    return {"field": field, "words": words, "bits": bits}
