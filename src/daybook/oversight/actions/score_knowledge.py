"""Tell the estate's register which systems one person alone knows: the legacy framework's criterion L3."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import transaction

from daybook.access.caller import Caller
from daybook.access.permission import require
from daybook.estate.actions.judge_risk import judge_risk
from daybook.estate.models import CriterionScore, System
from daybook.oversight.models import SkillRole

CRITERION, SCORE, EVIDENCE = "L3", 5, "Oversight, skills sheet"
"""Very high, and the evidence by which a score of this action is known again. The threshold is ours."""


@dataclass(slots=True)
class Told:
    """`by_hand` have another person's score, which stays; `unknown` names are on no register."""

    scored: int = 0
    taken_back: int = 0
    by_hand: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def score_knowledge(caller: Caller) -> Told:
    """Score each system named on the skills sheet, by number or name; take back what is no longer named."""
    require(caller, "estate.judge")
    named, told = _named(), Told()
    with transaction.atomic():
        systems = _systems(named, told)
        ours = {row.system_id: row for row in CriterionScore.objects.filter(criterion=CRITERION)}
        for system, reason in systems.values():
            _score(caller, system, reason, ours.get(system.pk), told)
        for row in CriterionScore.objects.filter(criterion=CRITERION, evidence=EVIDENCE).select_related(
            "system"
        ):
            if row.system_id not in systems:
                judge_risk(caller, row.system, CRITERION, None, reason="No longer on the skills sheet.")
                told.taken_back += 1
    return told


def _named() -> dict[str, str]:
    """By the name in small letters: the name as written and who knows it, as a reason."""
    found: dict[str, str] = {}
    for row in SkillRole.objects.all():
        for name in row.only_one_for:
            found.setdefault(name.casefold(), f"One {row.role.lower()} alone knows it ({row.number}).")
    return found


def _systems(named: dict[str, str], told: Told) -> dict[object, tuple[System, str]]:
    found: dict[object, tuple[System, str]] = {}
    left = dict(named)
    for system in System.objects.all() if named else ():
        for key in (system.number.casefold(), system.name.casefold()):
            if key in named:
                found[system.pk] = (system, named[key])
                left.pop(key, None)
    told.unknown = sorted(left)
    return found


def _score(caller: Caller, system: System, reason: str, row: CriterionScore | None, told: Told) -> None:
    if row is not None and row.evidence != EVIDENCE:
        told.by_hand.append(system.name)
    elif row is None or row.reason != reason:
        judge_risk(caller, system, CRITERION, SCORE, reason=reason, evidence=EVIDENCE)
        told.scored += 1
