"""Cases of the data quality desk: opened by runs and by what arrives, each pair once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from daybook.nominals.answered import naming
from daybook.nominals.evidence import JOIN_FROM
from daybook.nominals.harm import WEIGHTS, harm
from daybook.nominals.matching import Cleaned, rules
from daybook.nominals.membership import in_parts
from daybook.nominals.models import ReviewCase, Trouble
from daybook.nominals.whose import Whose

Identity = tuple[str, str]
CONTRADICTIONS = frozenset((rules.SEXES, rules.PNCIDS, rules.TWINS, rules.GENERATIONS, rules.BIRTH_DATES))
WEIGHED = ("trouble", "bits", "model", "rule", "size", "inside", "harm")
"""What is weighed anew of a case that stays. Its lock is another's to write: what was read of it may be old."""
REWRITTEN = (*WEIGHED, "opened_at", "settled_at", "decision", "closed", "locked_by", "locked_until")
"""What is written of one that comes to the desk or leaves it, which nobody works on then."""
MOST_ASKED = 5
"""Cases that one record may open: a common name would fill the desk."""
GROWS = "the person would have"
"""How the rules begin that keep a person from growing."""
BRIDGED = 2
"""Records that each side has, from which a pair between them is a bridge."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A pair that a person should look at. `rule`: why it was not joined, or, `inside` one person, what contradicts."""

    first: Identity
    second: Identity
    bits: float
    rule: str = ""
    reused: bool = False
    inside: bool = False

    def trouble(self, whose: Whose) -> str:
        """What kind of case it is, by the persons of the two as they are now."""
        if self.reused:
            return Trouble.REUSED
        if self.inside or self.rule in CONTRADICTIONS:
            return Trouble.CONTRADICTION
        if self.rule.startswith(GROWS):
            return Trouble.GROWING
        bridged = min(len(whose.with_them(end)) for end in (self.first, self.second)) >= BRIDGED
        return Trouble.BRIDGE if bridged else Trouble.UNCERTAIN


def is_doubtful(first: Cleaned, second: Cleaned, bits: float, rule: str) -> bool:
    """Whether a person should look: a hard rule is doubted only by what would join the two without it."""
    return (
        not rule or rule in rules.OPEN or bits >= JOIN_FROM or bool(set(first.numbers) & set(second.numbers))
    )


def open_cases(doubts: Iterable[Doubt], model: str, at: datetime) -> int:
    """Put the pairs into the queue and return how many are new there; what people settled stays settled.

    One pair is enough for two persons: what waits already between them is not asked by another pair as well, unless
    that one is graver. Who changes cases meanwhile waits: call it under `alone`.
    """
    ordered = {pair_of(doubt.first, doubt.second): doubt for doubt in doubts}
    if not ordered:
        return 0
    known, whose = cases_of(ordered), Whose.of({end for pair in ordered for end in pair})
    waiting = _gravest(whose)
    fresh, again = [], []
    for pair, doubt in ordered.items():
        made, before = case_of(pair, doubt, whose, model, at), known.get(pair)
        places, gravity = _places(made, whose), WEIGHTS[made.trouble]
        if before is not None:
            if doubt.inside or before.settled_at is None or before.may_be_asked_again:
                again.append(_instead(before, made))
        elif doubt.inside or doubt.reused or gravity > max(waiting.get(place, 0.0) for place in places):
            waiting |= dict.fromkeys(places, gravity)
            fresh.append(made)
    ReviewCase.objects.bulk_create(fresh, batch_size=200, ignore_conflicts=True)
    ReviewCase.objects.bulk_update([case for case, is_new in again if is_new], REWRITTEN, batch_size=200)
    ReviewCase.objects.bulk_update([case for case, is_new in again if not is_new], WEIGHED, batch_size=200)
    return len(fresh) + sum(is_new for _, is_new in again)


def _instead(before: ReviewCase, made: ReviewCase) -> tuple[ReviewCase, bool]:
    """The case as it is to be now, and whether it is new on the desk: one that waits keeps its place and its lock."""
    is_new = before.settled_at is not None or before.is_by_the_machine
    made.pk = before.pk
    return made, is_new


Place = frozenset[UUID | None]
"""Between which persons a case stands."""


def _places(case: ReviewCase, whose: Whose) -> list[Place]:
    """Its two persons; where one grows too fast, each of them: one question is enough for all that come."""
    persons = whose.persons(case.first, case.second)
    return (
        [persons, *(frozenset((one,)) for one in persons)] if case.trouble == Trouble.GROWING else [persons]
    )


def _gravest(whose: Whose) -> dict[Place, float]:
    """How grave the gravest of the cases is that wait between each two of these persons."""
    found: dict[Place, float] = {}
    for case in naming(whose.nominals, ReviewCase.objects.filter(settled_at=None, inside=False)):
        for place in _places(case, whose):
            found[place] = max(found.get(place, 0.0), WEIGHTS[case.trouble])
    return found


def pair_of(one: Identity, other: Identity) -> tuple[Identity, Identity]:
    """The two in the order in which a case names them."""
    first, second = sorted((one, other))
    return first, second


def cases_of(pairs: Iterable[tuple[Identity, Identity]]) -> dict[tuple[Identity, Identity], ReviewCase]:
    """The cases there are, open or not, whose first record is that of one of these pairs."""
    rows: dict[tuple[Identity, Identity], ReviewCase] = {}
    for keys in in_parts(sorted({first[1] for first, _ in pairs})):
        found = ReviewCase.objects.filter(first_key__in=keys).select_related("decision")
        rows |= {(case.first, case.second): case for case in found}
    return rows


def case_of(
    pair: tuple[Identity, Identity], doubt: Doubt, whose: Whose, model: str, at: datetime
) -> ReviewCase:
    """The case as it is to stand on the desk, by the persons of the two as they are now."""
    (first_system, first_key), (second_system, second_key) = pair
    trouble, size = doubt.trouble(whose), len({record for end in pair for record in whose.with_them(end)})
    return ReviewCase(
        trouble=trouble,
        first_system=first_system,
        first_key=first_key,
        second_system=second_system,
        second_key=second_key,
        bits=round(doubt.bits, 2),
        model=model,
        rule=doubt.rule[:200],
        size=size,
        inside=doubt.inside,
        harm=harm(trouble, doubt.bits, size, inside=doubt.inside),
        opened_at=at,
    )
