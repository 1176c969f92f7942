"""Who stands behind each record of a pair: the other records of their persons, and what ties them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from daybook.access.caller import Caller
from daybook.nominals.membership import Identity, nominals_of
from daybook.nominals.models import OWN, IndexedRecord
from daybook.nominals.queries.explanation import Tie, paths, records_of
from daybook.nominals.queries.sides import Side, record_title, sides_of

TOLD = ("Name", "Birth date", "Age", "Sex", "PNCID", "CRO number")
"""What a line tells of a record."""


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a person with what ties it to the record before it."""

    side: Side
    tie: Tie

    @property
    def facts(self) -> str:
        return "; ".join(value for label, values in self.side.facts if label in TOLD for value in values)

    @property
    def tied(self) -> str:
        """`with Custody C2, by Daybook: the same valid number`; empty for the record of the pair itself."""
        decision = self.tie.decision
        if decision is None or self.tie.before is None:
            return ""
        why = decision.reason or decision.rule or self.tie.strongest
        return f"with {record_title(self.tie.before)}, by {self.tie.who}{f': {why}' if why else ''}"


@dataclass(frozen=True, slots=True)
class Beside:
    """The person of one record of a pair, as far as the caller may see. `ours`: the id of our person, if it is one."""

    title: str
    lines: Sequence[Line]
    more: bool
    ours: UUID | None


def beside(caller: Caller, pair: Sequence[Identity]) -> list[Beside]:
    """The persons of the pair that have other records; one where the two are one person."""
    whose = nominals_of(pair)
    roots = {whose[record]: record for record in reversed(pair) if record in whose}
    found = [_beside(caller, root, nominal) for nominal, root in reversed(roots.items())]
    return [one for one in found if len(one.lines) > 1 or one.more]


def _beside(caller: Caller, root: Identity, nominal: UUID) -> Beside:
    records = records_of(caller, nominal)
    sides, ours = sides_of(records), any(system == OWN for system, _ in records)
    lines = [Line(sides[tie.record], tie) for tie in paths(records, root) if tie.record in sides]
    more = IndexedRecord.objects.filter(nominal=nominal).count() > len(records)
    return Beside(record_title(root), lines, more, nominal if ours else None)
