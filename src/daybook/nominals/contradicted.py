"""What cannot be of one person, within a person that is one: people joined it, or it was written since.

Whoever judged the two with a contradiction before their eyes is not asked it again; one that came since is new. So each
has a mark that tells what stands against what: another number in its place has another mark.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from daybook.nominals import scoring
from daybook.nominals.cases import MOST_ASKED, Doubt
from daybook.nominals.evidence import decoded
from daybook.nominals.matching import Cleaned, identity
from daybook.nominals.matching.contradictions import Contradiction, contradictions, may_contradict
from daybook.nominals.membership import Identity, about, rows_of
from daybook.nominals.models import Decision, ReviewCase, Verdict
from daybook.nominals.whose import Whose

Pair = tuple[Identity, Identity]


@dataclass(slots=True)
class Troubled:
    """A person of several records, and for each contradiction within the pairs of records that it stands between."""

    records: set[Identity]
    pairs: dict[Contradiction, list[Pair]]


def within(whose: Whose) -> list[Doubt]:
    """What contradicts within these persons and nobody has judged knowing it; one pair for each contradiction."""
    several = [its for its in whose.members.values() if len(its) > 1]
    rows = rows_of({record for its in several for record in its})
    held = {record: decoded(row) for record, row in rows.items()}
    troubled = [one for its in several if (one := _troubled([held[record] for record in its])).pairs]
    if not troubled:
        return []
    records = {record for one in troubled for record in one.records}
    decisions, asked = list(about(records)), _asked(records)
    return [doubt for one in troubled for doubt in _doubts(one, decisions, asked, held)]


def contradict(records: Sequence[Cleaned]) -> bool:
    """Whether anything contradicts between any two of them."""
    return bool(_troubled(records).pairs)


def _troubled(records: Sequence[Cleaned]) -> Troubled:
    pairs = defaultdict[Contradiction, list[Pair]](list)
    if may_contradict(records):
        for first, second in combinations(sorted(records, key=identity), 2):
            for one in contradictions(first, second):
                pairs[one].append((identity(first), identity(second)))
    return Troubled({identity(one) for one in records}, dict(pairs))


def _doubts(
    one: Troubled, decisions: Iterable[Decision], asked: set[Pair], held: Mapping[Identity, Cleaned]
) -> Iterator[Doubt]:
    """At most five, the gravest first. Of the pairs between which it stands, the one that is asked already, else one
    that a decision links, else the first."""
    its = [each for each in decisions if each.first in one.records and each.second in one.records]
    linked = {(each.first, each.second) for each in its if each.verdict == Verdict.SAME}
    known = set(_known(one, its))
    chosen = defaultdict[Pair, list[Contradiction]](list)
    for what in sorted(one.pairs.keys() - known):
        best = min(one.pairs[what], key=lambda pair: (pair not in asked, pair not in linked, pair))
        chosen[best].append(what)
    for (first, second), several in list(chosen.items())[:MOST_ASKED]:
        bits = scoring.scorer().score(held[first], held[second]).bits
        words = "; ".join(dict.fromkeys(what.words for what in several))
        yield Doubt(first, second, bits, words, inside=True)


def _known(one: Troubled, decisions: Iterable[Decision]) -> Iterator[Contradiction]:
    """What stood before the eyes of somebody who judged two of the person's records."""
    by_mark = {what.mark: what for what in one.pairs}
    for each in decisions:
        if each.by and each.known is None:
            yield from (what for what, its in one.pairs.items() if (each.first, each.second) in its)
        elif each.by:
            yield from (by_mark[mark] for mark in each.known or () if mark in by_mark)


def _asked(records: Iterable[Identity]) -> set[Pair]:
    rows = ReviewCase.objects.filter(settled_at=None, inside=True, first_key__in=[key for _, key in records])
    return {(one.first, one.second) for one in rows}
