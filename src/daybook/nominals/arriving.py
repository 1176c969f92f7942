"""One record that came or was corrected: linked where nothing can be wrong, else asked about. Nothing else is touched.

By itself it is joined only at the same valid number with an agreeing name or birth date, and only where no hard rule
and no judgement stands against it, nor between any two records of the persons that would be one. A machine's link that
a correction has made wrong is taken back. Everything else from 0 bits on waits on the desk; where a hard rule has
answered already, only what would be joined without it.
docs/data-quality-desk.md gives the cost rule behind these lines.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from uuid import UUID

from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.purpose import Purpose
from daybook.book import Author, writing
from daybook.nominals import candidates, scoring
from daybook.nominals.answered import close_joined
from daybook.nominals.cases import MOST_ASKED, Doubt, is_doubtful, open_cases
from daybook.nominals.evidence import REVIEW_FROM, Evidence, NoSuchRecordError, cleaned_of, weigh
from daybook.nominals.four_eyes import matters_of
from daybook.nominals.guarded import Persons
from daybook.nominals.judging import in_force, move
from daybook.nominals.kinds import PEOPLE_LINKED
from daybook.nominals.matching import Cleaned, Thresholds, identity
from daybook.nominals.matching.clusters.growing import RIVALS
from daybook.nominals.matching.features.births import birth_level
from daybook.nominals.matching.features.names import ALIKE, family_grade, given_grade
from daybook.nominals.matching.rules import SAME_BIRTH
from daybook.nominals.membership import Identity, about, in_reach, nominals_of
from daybook.nominals.models import Decision, Verdict

DAYBOOK = Author(user=None, device="nominals", purpose=Purpose.SYSTEM)
SAME_NUMBER = "the same valid number, and a name or birth date that agrees"


@dataclass(slots=True)
class Effect:
    """What the records brought about.

    `certain`: what may be joined, `held`: machine's links that may stand, where the rest of either person allows it.
    `contradicted`: links that a correction has made wrong; `doubts`: pairs not joined, the best of each record first.
    """

    certain: list[Evidence] = field(default_factory=list)
    held: dict[UUID, tuple[Decision, Evidence]] = field(default_factory=dict)
    joined: list[Evidence] = field(default_factory=list)
    parted: list[Decision] = field(default_factory=list)
    contradicted: list[Doubt] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)


def link_arrived(records: Iterable[Identity]) -> Effect:
    """Link each of these records of the index; everything that is joined or parted is one entry of the book."""
    effect = Effect()
    for record in dict.fromkeys(records):
        try:
            _look(cleaned_of(record), effect)
        except NoSuchRecordError:
            continue
    if effect.held:
        _recheck(effect)
    if effect.certain:
        _join(effect)
    if effect.joined or effect.parted:
        _write(effect)
    asked = [*effect.contradicted, *_few(_of_two(effect.doubts))]
    open_cases(asked, scoring.scorer().model.name, timezone.now())
    return effect


def _look(record: Cleaned, effect: Effect) -> None:
    standing = {_other(one, record): one for one in about([identity(record)])}
    _take_back(record, standing.values(), effect)
    scorer = scoring.scorer()
    near = [one.record for one in candidates.near(record) if identity(one.record) != identity(record)]
    for match in scorer.best(record, near, most=2 * MOST_ASKED):
        if match.bits < REVIEW_FROM or identity(match.candidate) in standing:
            continue
        evidence = weigh(record, match.candidate, scorer)
        if is_certain(evidence):
            effect.certain.append(evidence)
        elif is_doubtful(record, match.candidate, match.bits, evidence.rule):
            effect.doubts.append(_doubt(evidence, evidence.rule))


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
            _part(one, evidence, effect)
        else:
            effect.held[one.pk] = one, evidence


def _part(one: Decision, evidence: Evidence, effect: Effect) -> None:
    if not matters_of((one.first, one.second)):  # then it takes two people, and the machine is none
        effect.parted.append(one)
    effect.contradicted.append(_doubt(evidence, evidence.rule))


def _recheck(effect: Effect) -> None:
    """The machine's links that may stand, best first, beside all that it alone has made of either person."""
    links = [link for link, _ in effect.held.values()]
    ends = {end for link in links for end in (link.first, link.second)}
    others = [one for one in in_reach(ends) if one not in links and one not in effect.parted]
    persons = Persons(ends, [one for one in others if one.by is None or one.verdict != Verdict.SAME])
    for link, evidence in sorted(effect.held.values(), key=lambda it: _best_first(it[1])):
        if reason := persons.refusal(link.first, link.second):
            _part(link, replace(evidence, rule=reason), effect)
        if link not in effect.parted:
            persons.join(link.first, link.second)


def _join(effect: Effect) -> None:
    """The certain pairs, best first, as far as no person grows past a conflict."""
    ends = {end for one in effect.certain for end in _ends(one)}
    persons = Persons(ends, [one for one in in_reach(ends) if one not in effect.parted])
    near = defaultdict[Identity, set[Identity]](set)
    for first, second in map(_ends, effect.certain):
        near[first].add(second)
        near[second].add(first)
    refused = []
    for evidence in sorted(effect.certain, key=_best_first):
        first, second = _ends(evidence)
        reason = persons.refusal(first, second)
        if not reason and (_rivals(persons, near[first], second) or _rivals(persons, near[second], first)):
            reason = RIVALS
        if reason:
            refused.append(_doubt(evidence, reason))
        else:
            persons.join(first, second)
            effect.joined.append(evidence)
    effect.doubts = [*refused, *effect.doubts]


def _rivals(persons: Persons, near: set[Identity], chosen: Identity) -> bool:
    """Whether one who is surely another bears the number too: then it does not say who is meant."""
    return any(persons.refusal(one, chosen) for one in near - {chosen})


def _of_two(doubts: list[Doubt]) -> list[Doubt]:
    """Those whose records are not one person, by whatever way."""
    whose = nominals_of({end for one in doubts for end in (one.first, one.second)})
    return [one for one in doubts if whose.get(one.first) != whose.get(one.second)]


def _few(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    asked = Counter[Identity]()
    for one in doubts:
        if asked[one.first] < MOST_ASKED:
            asked[one.first] += 1
            yield one


def _doubt(evidence: Evidence, reason: str) -> Doubt:
    return Doubt(*_ends(evidence), evidence.bits, reason)


def _ends(evidence: Evidence) -> tuple[Identity, Identity]:
    return identity(evidence.first), identity(evidence.second)


def _best_first(evidence: Evidence) -> tuple[float, list[Identity]]:
    return -evidence.bits, sorted(_ends(evidence))


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
        moves = move(page, {end for one in touched for end in (one.first, one.second)})
        close_joined(moves, list(fresh.values()))


def _decision(evidence: Evidence, operation: UUID) -> Decision:
    first, second = sorted(_ends(evidence))
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
