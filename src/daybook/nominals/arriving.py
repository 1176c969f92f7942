"""One record that came or was corrected: linked where nothing can be wrong, else asked about. Nothing else is touched.

By itself it is joined only at the same valid number with an agreeing name or birth date, and only where no hard rule
and no judgement stands against it. A machine's link that a correction has made wrong is taken back. Everything else
from 0 bits on waits on the desk; where a hard rule has answered already, only what would be joined without it.
docs/data-quality-desk.md gives the cost rule behind these lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.purpose import Purpose
from daybook.book import Author, writing
from daybook.nominals import candidates, scoring
from daybook.nominals.cases import MOST_ASKED, Doubt, is_doubtful, open_cases
from daybook.nominals.evidence import REVIEW_FROM, Evidence, NoSuchRecordError, cleaned_of, weigh
from daybook.nominals.four_eyes import matters_of
from daybook.nominals.judging import in_force, move
from daybook.nominals.kinds import PEOPLE_LINKED
from daybook.nominals.matching import Cleaned, Thresholds, identity
from daybook.nominals.matching.features.births import birth_level
from daybook.nominals.matching.features.names import ALIKE, family_grade, given_grade
from daybook.nominals.matching.rules import SAME_BIRTH
from daybook.nominals.membership import Identity, about
from daybook.nominals.models import Decision, Verdict

DAYBOOK = Author(user=None, device="nominals", purpose=Purpose.SYSTEM)
SAME_NUMBER = "the same valid number, and a name or birth date that agrees"


@dataclass(slots=True)
class Effect:
    """What one record brought about."""

    joined: list[Evidence] = field(default_factory=list)
    parted: list[Decision] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def link_arrived(records: Iterable[Identity]) -> Effect:
    """Link each of these records of the index; everything that is joined or parted is one entry of the book."""
    effect = Effect()
    for record in dict.fromkeys(records):
        try:
            _look(cleaned_of(record), effect)
        except NoSuchRecordError:
            continue
    if effect.joined or effect.parted:
        _write(effect)
    open_cases(effect.doubts, scoring.scorer().model.name, timezone.now())
    return effect


def _look(record: Cleaned, effect: Effect) -> None:
    standing = {_other(one, record): one for one in about([identity(record)])}
    _take_back(record, standing.values(), effect)
    asked, scorer = 0, scoring.scorer()
    near = [one.record for one in candidates.near(record) if identity(one.record) != identity(record)]
    for match in scorer.best(record, near, most=2 * MOST_ASKED):
        if match.bits < REVIEW_FROM or identity(match.candidate) in standing:
            continue
        evidence = weigh(record, match.candidate, scorer)
        if is_certain(evidence):
            effect.joined.append(evidence)
        elif asked < MOST_ASKED and is_doubtful(record, match.candidate, match.bits, evidence.rule):
            asked += 1
            ends = identity(record), identity(match.candidate)
            effect.doubts.append(Doubt(*ends, match.bits, evidence.rule))


def is_certain(evidence: Evidence) -> bool:
    """Whether the two may be joined without a person."""
    first, second = evidence.first, evidence.second
    if evidence.rule or not _shares_number(evidence):
        return False
    names = any(
        family_grade(*pair) in ALIKE and given_grade(*pair) in ALIKE
        for pair in product(first.names, second.names)
    )
    return names or any(birth_level(*pair) in SAME_BIRTH for pair in product(first.births, second.births))


def _shares_number(evidence: Evidence) -> bool:
    return bool(set(evidence.first.numbers) & set(evidence.second.numbers))


def _take_back(record: Cleaned, standing: Iterable[Decision], effect: Effect) -> None:
    """The machine's own links of this record that would not be made, nor kept, today."""
    for one in standing:
        if one.by is not None or one.verdict != Verdict.SAME:
            continue
        evidence = weigh(record, cleaned_of(_other(one, record)))
        if evidence.rule or (evidence.bits < Thresholds().split and not is_certain(evidence)):
            if not matters_of((one.first, one.second)):  # then it takes two people, and the machine is none
                effect.parted.append(one)
            effect.doubts.append(Doubt(one.first, one.second, evidence.bits, evidence.rule))


def _other(one: Decision, record: Cleaned) -> Identity:
    return one.second if one.first == identity(record) else one.first


def _write(effect: Effect) -> None:
    operation = uuid7()
    with writing(PEOPLE_LINKED, DAYBOOK) as page:
        for one in effect.parted:
            one.undone_at = timezone.now()
            page.save(one)
        made = [_decision(evidence, operation) for evidence in effect.joined]
        fresh = {(one.first, one.second): one for one in made if in_force(one.first, one.second) is None}
        for one in fresh.values():
            page.save(one)
        page.note(joined=len(fresh), parted=len(effect.parted))
        touched = [*fresh.values(), *effect.parted]
        move(page, {end for one in touched for end in (one.first, one.second)})


def _decision(evidence: Evidence, operation: UUID) -> Decision:
    first, second = sorted((identity(evidence.first), identity(evidence.second)))
    return Decision(
        first_system=first[0],
        first_key=first[1],
        second_system=second[0],
        second_key=second[1],
        verdict=Verdict.SAME,
        bits=round(evidence.bits, 3),
        model=evidence.model,
        evidence=evidence.snapshot,
        rule=SAME_NUMBER,
        operation=operation,
        decided_at=timezone.now(),
    )
