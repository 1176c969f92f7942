"""Why are these one person: the decisions in force that hold the records together, as paths from one of them."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass
from uuid import UUID

from daybook.access.caller import Caller
from daybook.nominals.membership import about
from daybook.nominals.models import Decision, IndexedRecord, Verdict
from daybook.nominals.queries.desk import user_names
from daybook.nominals.queries.filter import visible

Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Tie:
    """A record of the person, and the decision that ties it to the record before it on the path from the root.

    `depth` counts steps from the root; the root has no decision. `who` made it.
    """

    record: Identity
    depth: int = 0
    before: Identity | None = None
    decision: Decision | None = None
    who: str = ""

    @property
    def strongest(self) -> str:
        """What weighs most for it, in words."""
        if self.decision is None:
            return ""
        steps = [step for step in self.decision.evidence if step[2] > 0]
        return "; ".join(str(words) for _, words, _ in sorted(steps, key=lambda step: -step[2])[:2])


def records_of(caller: Caller, nominal: UUID) -> list[Identity]:
    """The records of a person that the caller may see, the oldest in the index first."""
    rows = visible(caller).filter(nominal=nominal).order_by("id")
    return list(rows.values_list("system", "key"))


def is_whole(caller: Caller, nominal: UUID) -> bool:
    """Whether the caller sees every record of the person."""
    return IndexedRecord.objects.filter(nominal=nominal).count() == len(records_of(caller, nominal))


def paths(records: list[Identity], root: Identity) -> list[Tie]:
    """The records of one person in the order of a walk from the root: each below the one it is tied to.

    A record that is tied through one that the caller may not see comes last, without its path.
    """
    ties = _ties(records)
    who = user_names({one.by for its in ties.values() for one in its if one.by})
    found, seen, ahead = [Tie(root)], {root}, deque([(root, 0)])
    children: dict[Identity, list[Tie]] = defaultdict(list)
    while ahead:
        record, depth = ahead.popleft()
        for one in sorted(ties[record], key=lambda one: (one.by is None, -(one.bits or 0))):
            other = one.second if one.first == record else one.first
            if other not in seen:
                seen.add(other)
                name = who.get(one.by, "Daybook") if one.by else "Daybook"
                children[record].append(Tie(other, depth + 1, record, one, name))
                ahead.append((other, depth + 1))
    return [*_walk(found[0], children), *(Tie(record) for record in records if record not in seen)]


def _walk(tie: Tie, children: dict[Identity, list[Tie]]) -> list[Tie]:
    return [tie, *(below for child in children[tie.record] for below in _walk(child, children))]


def path(records: list[Identity], one: Identity, other: Identity) -> list[Tie]:
    """The ties from one record to another, in order; empty where they are not one person."""
    found = {tie.record: tie for tie in paths(records, one)}
    steps, tie = [], found.get(other)
    while tie is not None and tie.decision is not None and tie.before is not None:
        steps.append(tie)
        tie = found.get(tie.before)
    return steps[::-1]


def _ties(records: list[Identity]) -> defaultdict[Identity, list[Decision]]:
    """The "same" decisions between records of the list, by either end."""
    within, ties = set(records), defaultdict[Identity, list[Decision]](list)
    for one in about(records):
        if one.verdict == Verdict.SAME and one.first in within and one.second in within:
            ties[one.first].append(one)
            ties[one.second].append(one)
    return ties
