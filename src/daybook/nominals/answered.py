"""What takes a pair off the desk, and what puts it back: judgements of people, and the machine's own links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import Q, QuerySet

from daybook.nominals.membership import AT_ONCE, Identity, Move, about, nominals_of
from daybook.nominals.models import Decision, IndexedRecord, ReviewCase

ONE_PERSON = "they are one person now"
"""Why a case is closed whose two records others have made one."""


def close_cases(decision: Decision) -> None:
    """Take the pair off the desk, and every other pair that the decision has answered by the way.

    What contradicts within one person is answered for the very pair alone.
    """
    open_cases = ReviewCase.objects.filter(settled_at=None)
    keys = {key for _, key in _persons_records([decision.first, decision.second])}
    near = list(open_cases.filter(first_key__in=keys)) + list(open_cases.filter(second_key__in=keys))
    where = nominals_of({end for case in near for end in (case.first, case.second)})
    pair = decision.first, decision.second
    for case in near:
        answered = where.get(case.first) is not None and where.get(case.first) == where.get(case.second)
        if (case.first, case.second) == pair or (answered and not case.inside):
            _settle(case, decision)


def close_joined(moves: Sequence[Move], joined: Sequence[Decision]) -> None:
    """Take off the desk the pairs that the machine's links have just made one person."""
    cases = list(naming({one.record for one in moves}, ReviewCase.objects.filter(settled_at=None)))
    ends = {end for case in cases for end in (case.first, case.second)}
    after = nominals_of(ends | {one.first for one in joined})
    before = after | {one.record: one.before for one in moves}
    by = {after.get(one.first): one for one in reversed(joined)}
    by_pair = {(one.first, one.second): one for one in joined}
    for case in cases:
        first, second = case.first, case.second
        if before.get(first) != before.get(second) and after.get(first) == after.get(second):
            decision = by_pair.get((first, second)) or by.get(after.get(first))
            if decision:
                _settle(case, decision)


def reopen_cases(decisions: Iterable[Decision]) -> None:
    """Put back onto the desk what these decisions had answered."""
    ReviewCase.objects.filter(decision__in=list(decisions)).update(settled_at=None, decision=None)


def reopen_parted(moves: Sequence[Move]) -> None:
    """Put back what no person had answered of those who are one person no longer, unless people have judged it."""
    settled = ReviewCase.objects.filter(settled_at__isnull=False)
    by_nobody = Q(decision__isnull=False, decision__by=None) | Q(closed=ONE_PERSON)
    cases = list(naming({one.record for one in moves}, settled.filter(by_nobody)))
    ends = {end for case in cases for end in (case.first, case.second)}
    where = nominals_of(ends)
    judged = {(one.first, one.second) for one in about(ends) if one.by}
    apart = [
        case.pk
        for case in cases
        if where.get(case.first) != where.get(case.second) and (case.first, case.second) not in judged
    ]
    ReviewCase.objects.filter(pk__in=apart).update(settled_at=None, closed="")


def _settle(case: ReviewCase, decision: Decision) -> None:
    case.settled_at, case.decision = decision.decided_at, decision
    case.locked_by = case.locked_until = None
    case.save()


def naming(records: Iterable[Identity], cases: QuerySet[ReviewCase]) -> Iterator[ReviewCase]:
    """Those of the cases that name one of the records, each once."""
    by_system = defaultdict[str, list[str]](list)
    for system, key in records:
        by_system[system].append(key)
    found: dict[int, ReviewCase] = {}
    for system, keys in by_system.items():
        for start in range(0, len(keys), AT_ONCE):
            some = keys[start : start + AT_ONCE]
            first = Q(first_system=system, first_key__in=some)
            second = Q(second_system=system, second_key__in=some)
            found |= {case.pk: case for case in cases.filter(first | second)}
    return iter(found.values())


def _persons_records(records: Iterable[Identity]) -> set[Identity]:
    nominals = set(nominals_of(records).values())
    return set(IndexedRecord.objects.filter(nominal__in=nominals).values_list("system", "key"))
