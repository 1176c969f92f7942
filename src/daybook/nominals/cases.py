"""Cases of the data quality desk: opened by runs and by what arrives, each pair once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from daybook.nominals.evidence import JOIN_FROM
from daybook.nominals.harm import harm
from daybook.nominals.matching import Cleaned, rules
from daybook.nominals.models import ReviewCase, Trouble

Identity = tuple[str, str]
CONTRADICTIONS = frozenset((rules.SEXES, rules.PNCIDS, rules.TWINS, rules.GENERATIONS, rules.BIRTH_DATES))
MOST_ASKED = 5
"""Cases that one record may open: a common name would fill the desk."""
BRIDGED = 2
"""Records that each side has, from which a pair between them is a bridge."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that a person should look at. `rule`: why it was not joined; `sizes`: records of either side's person."""

    first: Identity
    second: Identity
    bits: float
    rule: str = ""
    sizes: tuple[int, int] = (1, 1)
    reused: bool = False

    @property
    def trouble(self) -> str:
        """What kind of case it is."""
        if self.reused:
            return Trouble.REUSED
        if self.rule in CONTRADICTIONS:
            return Trouble.CONTRADICTION
        if self.rule.startswith("the person would have"):
            return Trouble.GROWING
        return Trouble.BRIDGE if min(self.sizes) >= BRIDGED else Trouble.UNCERTAIN


def is_doubtful(first: Cleaned, second: Cleaned, bits: float, rule: str) -> bool:
    """Whether a person should look: a hard rule is doubted only by what would join the two without it."""
    return (
        not rule or rule in rules.OPEN or bits >= JOIN_FROM or bool(set(first.numbers) & set(second.numbers))
    )


def open_cases(doubts: Iterable[Doubt], model: str, at: datetime) -> int:
    """Put the pairs into the queue and return how many are new there; what people settled stays settled."""
    ordered = {_pair(doubt): doubt for doubt in doubts}
    known = _known(ordered)
    fresh = [_case(pair, doubt, model, at) for pair, doubt in ordered.items() if pair not in known]
    ReviewCase.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    again = [pair for pair in ordered if pair in known and known[pair].is_by_the_machine]
    for pair in again:
        case = _case(pair, ordered[pair], model, at)
        case.pk = known[pair].pk
        case.save(force_update=True)
    return len(fresh) + len(again)


def _pair(doubt: Doubt) -> tuple[Identity, Identity]:
    first, second = sorted((doubt.first, doubt.second))
    return first, second


def _known(pairs: Iterable[tuple[Identity, Identity]]) -> dict[tuple[Identity, Identity], ReviewCase]:
    keys = sorted({first[1] for first, _ in pairs})
    rows: dict[tuple[Identity, Identity], ReviewCase] = {}
    for start in range(0, len(keys), 400):
        found = ReviewCase.objects.filter(first_key__in=keys[start : start + 400]).select_related("decision")
        rows |= {(case.first, case.second): case for case in found}
    return rows


def _case(pair: tuple[Identity, Identity], doubt: Doubt, model: str, at: datetime) -> ReviewCase:
    (first_system, first_key), (second_system, second_key) = pair
    size = sum(doubt.sizes)
    return ReviewCase(
        trouble=doubt.trouble,
        first_system=first_system,
        first_key=first_key,
        second_system=second_system,
        second_key=second_key,
        bits=round(doubt.bits, 2),
        model=model,
        rule=doubt.rule,
        size=size,
        harm=harm(doubt.trouble, doubt.bits, size),
        opened_at=at,
    )
