"""What a record that came says of whom it is: who is surely the same, which links stand, which pairs are in doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from uuid import UUID

from daybook.nominals import candidates, scoring
from daybook.nominals.cases import MOST_ASKED, Doubt, is_doubtful
from daybook.nominals.evidence import REVIEW_FROM, Evidence, NoSuchRecordError, cleaned_of, weigh
from daybook.nominals.four_eyes import matters_of
from daybook.nominals.matching import Cleaned, Thresholds, identity
from daybook.nominals.matching.features.births import birth_level
from daybook.nominals.matching.features.names import ALIKE, family_grade, given_grade
from daybook.nominals.matching.rules import SAME_BIRTH
from daybook.nominals.membership import Identity, about
from daybook.nominals.models import Decision, Verdict


@dataclass(slots=True)
class Seen:
    """What the records say.

    `certain`: what may be joined, `held`: machine's links that may stand, where the rest of either person allows it.
    `parted`: links that a correction has made wrong; these, and others that two people have to part, are in
    `contradicted`. `doubts`: pairs not joined, the best of each record first.
    """

    certain: list[Evidence] = field(default_factory=list)
    held: dict[UUID, tuple[Decision, Evidence]] = field(default_factory=dict)
    parted: list[Decision] = field(default_factory=list)
    contradicted: list[Doubt] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def part(self, one: Decision, evidence: Evidence) -> None:
        """A link of the machine that does not stand beside this evidence."""
        if not matters_of((one.first, one.second)):  # then it takes two people, and the machine is none
            self.parted.append(one)
        self.contradicted.append(doubt(evidence, evidence.rule))


def look(records: Iterable[Identity]) -> Seen:
    """What these records of the index say; those that it does not hold are passed over."""
    seen = Seen()
    for record in dict.fromkeys(records):
        try:
            _look(cleaned_of(record), seen)
        except NoSuchRecordError:
            continue
    return seen


def _look(record: Cleaned, seen: Seen) -> None:
    standing = {_other(one, record): one for one in about([identity(record)])}
    _take_back(record, standing.values(), seen)
    scorer = scoring.scorer()
    near = [one.record for one in candidates.near(record) if identity(one.record) != identity(record)]
    for match in scorer.best(record, near, most=2 * MOST_ASKED):
        if match.bits < REVIEW_FROM or identity(match.candidate) in standing:
            continue
        evidence = weigh(record, match.candidate, scorer)
        if is_certain(evidence):
            seen.certain.append(evidence)
        elif is_doubtful(record, match.candidate, match.bits, evidence.rule):
            seen.doubts.append(doubt(evidence, evidence.rule))


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


def _take_back(record: Cleaned, standing: Iterable[Decision], seen: Seen) -> None:
    """The machine's own links of this record that would not be made, nor kept, today."""
    for one in standing:
        if one.by is not None or one.verdict != Verdict.SAME:
            continue
        evidence = weigh(record, cleaned_of(_other(one, record)))
        if evidence.rule or (evidence.bits < Thresholds().split and not is_certain(evidence)):
            seen.part(one, evidence)
        else:
            seen.held[one.pk] = one, evidence


def doubt(evidence: Evidence, reason: str) -> Doubt:
    """The pair as it is put to a person."""
    return Doubt(*ends(evidence), evidence.bits, reason)


def ends(evidence: Evidence) -> tuple[Identity, Identity]:
    """The two records."""
    return identity(evidence.first), identity(evidence.second)


def best_first(evidence: Evidence) -> tuple[float, list[Identity]]:
    """The order in which pairs are joined."""
    return -evidence.bits, sorted(ends(evidence))


def _other(one: Decision, record: Cleaned) -> Identity:
    return one.second if one.first == identity(record) else one.first
