"""What people of the invented force judged: the criteria of risk that no register tells, for the costliest systems."""

from __future__ import annotations

from random import Random

from django.utils import timezone

from daybook.access.caller import system_caller
from daybook.book.author import Author
from daybook.book.sheaf import writing_many
from daybook.demo.generator.draw import stream
from daybook.estate.kinds import RISK_JUDGED
from daybook.estate.models import CriterionScore
from daybook.estate.queries.estate import Held, the_estate
from daybook.estate.risk import CRITERIA, Criterion

SCORED = 180
REASONS = {
    "L3": "Asked the team that supports it who else could.",
    "L4": "Asked its users what they still do on paper.",
    "L5": "Looked at where it stands.",
    "C1": "Asked what stops when it is down.",
    "C2": "Asked the press office.",
    "C3": "Asked finance what a week without it costs.",
    "C4": "Asked the courts and the councils that use it.",
    "C5": "Hours lost in the last failure, for a year.",
}


def judge(author: Author, seed: int) -> None:
    """A score of every criterion that is not computed, with its reason: one entry for each system."""
    random, now = stream(seed, "estate", "judging"), timezone.now()
    judged = [criterion for criterion in CRITERIA.values() if not criterion.computed]
    costliest = sorted(the_estate(system_caller(author.device)).here, key=_cost)[:SCORED]
    with writing_many() as sheaf:
        for held in costliest:
            page = sheaf.page(RISK_JUDGED, author, "system", held.facts.id)
            page.note(reason="Scored with the team that runs it.")
            for criterion in judged:
                page.add(
                    CriterionScore,
                    system_id=held.facts.id,
                    criterion=criterion.code,
                    score=_score(random, criterion, held),
                    reason=REASONS[criterion.code],
                    by=author.user,
                    at=now,
                )


def _cost(held: Held) -> tuple[int, str]:
    return -(held.facts.yearly or 0), held.facts.number


def _score(random: Random, criterion: Criterion, held: Held) -> int:
    """Old systems are likelier to fail; what many people use does more harm when it does."""
    if criterion.is_likelihood:
        old = (held.scores["L1"].score or 1) >= 4
        return min(criterion.highest, round(random.triangular(1, 6, 4 if old else 2)))
    users = held.facts.named_users or 0
    middle = 4 if users > 1_000 else 3 if users > 200 else 2
    return min(criterion.highest, max(1, round(random.gauss(middle, 0.9))))
