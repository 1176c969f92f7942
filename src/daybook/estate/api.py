"""The HTTP API of this room: the estate in figures, its systems, and what is found of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema

from daybook.access.api_base import PROBLEMS
from daybook.access.caller import caller_of
from daybook.access.views_guard import signed_on
from daybook.estate.charts import run_share
from daybook.estate.exporting import as_objects, fields_shown
from daybook.estate.findings import RULES
from daybook.estate.listing import LEGACY, search
from daybook.estate.queries.counting import rule_in_force
from daybook.estate.queries.duplicates import clusters, dark_systems, pairs
from daybook.estate.queries.estate import SEE, Held, the_estate
from daybook.estate.risk import Zone

router = Router(tags=["estate"])
MOST = 200


class FindingOut(Schema):
    """How many systems have the finding, what they cost in pence, and the rule behind it."""

    finding: str
    systems: int
    pence: int
    rule: str


class EstateOut(Schema):
    """`counted` by the counting `rule`; money in pence of the financial `year`; `run_share` in per cent."""

    systems: int
    counted: int
    rule: str
    year: str
    pence: int
    run_share: int | None
    red_rated: int
    legacy: int
    dark: int
    findings: list[FindingOut]


class ScoreOut(Schema):
    criterion: str
    score: int | None
    basis: str
    evidence: str


class SystemOut(Schema):
    """`risk` is the framework's product, provisional while criteria are `missing`; `findings` with their evidence."""

    id: UUID
    number: str
    name: str
    state: str
    counting_class: str
    counted: bool
    pence: int | None
    risk: float | None
    zone: str
    legacy: bool
    missing: list[str]
    findings: dict[str, str]

    @staticmethod
    def of(held: Held) -> dict[str, Any]:
        facts, risk = held.facts, held.risk
        return {
            "id": facts.id,
            "number": facts.number,
            "name": facts.name,
            "state": facts.state,
            "counting_class": facts.counting_class,
            "counted": held.counted,
            "pence": facts.yearly,
            "risk": None if risk.overall is None else round(float(risk.overall), 2),
            "zone": risk.zone.value if risk.zone else "",
            "legacy": risk.is_legacy,
            "missing": list(risk.missing),
            "findings": {found.finding.value: found.evidence for found in held.findings},
        }


class WholeSystemOut(SystemOut):
    """`fields` are those of the register by name, money in pence; what is not known is left out."""

    scores: list[ScoreOut]
    fields: dict[str, Any]


class DarkOut(Schema):
    """Paid for or signed on to, and on no register."""

    name: str
    pence: int
    users: int
    nearest: str
    traces: list[dict[str, Any]]


class ClusterOut(Schema):
    """Systems of one work by number, the one proposed to stay, and what the others cost a year in pence, at least where
    `unknown` names some whose cost nobody knows."""

    members: list[str]
    survivor: str
    reason: str
    saving: int
    unknown: list[str]


class PairOut(Schema):
    """Two systems by number with the score in bits; `evidence`: title, words and bits of each signal."""

    first: str
    second: str
    bits: float
    evidence: list[dict[str, Any]]


class DuplicatesOut(Schema):
    """What the last look found; the pairs 200 to a page, best first."""

    clusters: list[ClusterOut]
    pairs: list[PairOut]


class PageWanted(Schema):
    page: int = Field(1, ge=1, le=10_000)


class Wanted(Schema):
    """`finding`: obsolete, duplicate, unused or orphan; `zone`: low, medium, high, red or legacy."""

    q: str = ""
    finding: str = ""
    zone: str = ""
    page: int = Field(1, ge=1, le=10_000)


@router.get("/estate", response={200: EstateOut, **PROBLEMS}, summary="The estate in figures")
@signed_on(SEE)
def estate(request: HttpRequest) -> dict[str, Any]:
    caller = caller_of(request)
    whole = the_estate(caller)
    return {
        "systems": len(whole.systems),
        "counted": len(whole.counted),
        "rule": rule_in_force().text,
        "year": whole.year.name,
        "pence": whole.budget,
        "run_share": run_share(whole),
        "red_rated": sum(held.risk.zone is Zone.RED for held in whole.here),
        "legacy": sum(held.risk.is_legacy for held in whole.here),
        "dark": len(dark_systems(caller)),
        "findings": [
            {
                "finding": finding.value,
                "systems": len(whole.found(finding)),
                "pence": sum(held.facts.yearly or 0 for held in whole.found(finding)),
                "rule": rule,
            }
            for finding, rule in RULES.items()
        ],
    }


@router.get("/estate/systems", response={200: list[SystemOut], **PROBLEMS}, summary="Systems, 200 to a page")
@signed_on(SEE)
def systems(request: HttpRequest, wanted: Query[Wanted]) -> list[dict[str, Any]]:
    found = search(the_estate(caller_of(request)).systems, wanted.q)
    if wanted.finding:
        found = [held for held in found if held.has(wanted.finding)]
    if wanted.zone:
        found = [
            held for held in found if wanted.zone in (held.risk.zone, LEGACY if held.risk.is_legacy else "")
        ]
    return [SystemOut.of(held) for held in found[(wanted.page - 1) * MOST : wanted.page * MOST]]


@router.get(
    "/estate/systems/{system_id}", response={200: WholeSystemOut, **PROBLEMS}, summary="One system whole"
)
@signed_on(SEE)
def system(request: HttpRequest, system_id: UUID) -> dict[str, Any]:
    whole = the_estate(caller_of(request))
    held = next((one for one in whole.systems if one.facts.id == system_id), None)
    if held is None:
        raise Http404("There is no such system on the register.")
    scores = [
        {"criterion": code, "score": one.score, "basis": one.basis, "evidence": one.evidence}
        for code, one in held.scores.items()
    ]
    fields = next(as_objects(fields_shown(public=False), [system_id]))
    return {**SystemOut.of(held), "scores": scores, "fields": fields}


@router.get(
    "/estate/duplicates",
    response={200: DuplicatesOut, **PROBLEMS},
    summary="Clusters of duplicates, and pairs with their evidence",
)
@signed_on(SEE)
def duplicates(request: HttpRequest, wanted: Query[PageWanted]) -> dict[str, Any]:
    caller, start = caller_of(request), (wanted.page - 1) * MOST
    found = [
        {
            "members": one.row.members,
            "survivor": one.row.survivor.number,
            "reason": one.row.reason,
            "saving": one.row.saving,
            "unknown": one.row.unknown,
        }
        for one in clusters(caller)
    ]
    names = ("first", "second", "bits", "evidence")
    rows = [dict(zip(names, row, strict=True)) for row in pairs(caller)[start : start + MOST]]
    return {"clusters": found, "pairs": rows}


@router.get("/estate/dark", response={200: list[DarkOut], **PROBLEMS}, summary="Dark systems")
@signed_on(SEE)
def dark(request: HttpRequest) -> list[Any]:
    return list(dark_systems(caller_of(request)))
