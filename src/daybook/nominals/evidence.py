"""What speaks for and against two records being one person: the score, its waterfall, and the hard rule they break."""

from __future__ import annotations

from dataclasses import dataclass

from daybook.nominals import compact, scoring
from daybook.nominals.matching import Cleaned, Rules, Scorer, Step
from daybook.nominals.models import IndexedRecord

Identity = tuple[str, str]
REVIEW_FROM = 0.0
"""Bits from which a pair is put to a person: from here on one person is likelier than two."""
JOIN_FROM = 20.0
"""Bits from which a run joins by itself, where no hard rule stands against it."""


class NoSuchRecordError(LookupError):
    """The record is not in the index, or the caller may not see it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """`bits` with the prior: at 0 one person is as likely as two. `rule`: the hard rule that forbids joining, or ""."""

    first: Cleaned
    second: Cleaned
    bits: float
    steps: tuple[Step, ...]
    rule: str
    model: str

    @property
    def snapshot(self) -> list[list[str | float]]:
        """The waterfall as a decision keeps it."""
        return [[step.field, step.words, round(step.bits, 3)] for step in self.steps]

    def speaks_against(self, same: bool) -> str:
        """Why the evidence contradicts that judgement, as a sentence; empty where it does not."""
        if same and self.rule:
            return f"The details speak against it: {self.rule}."
        if same and self.bits < REVIEW_FROM:
            return f"The details speak against it: {self.bits:+.1f} bits."
        if not same and set(self.first.numbers) & set(self.second.numbers):
            return "Both have the same valid number."
        if not same and self.bits >= JOIN_FROM and not self.rule:
            return f"The details speak for one person: {self.bits:+.1f} bits."
        return ""


def weigh(first: Cleaned, second: Cleaned, by: Scorer | None = None) -> Evidence:
    """Compare the two as a run would."""
    by = by or scoring.scorer()
    steps = tuple(by.waterfall(first, second))
    rule = rules(by).refusal(first, second)
    return Evidence(first, second, by.score(first, second).bits, steps, rule, by.model.name)


def rules(by: Scorer) -> Rules:
    """The hard rules beside these weights."""
    return scoring.rules(by, scoring.records())


def evidence_of(first: Identity, second: Identity) -> Evidence:
    """The same for two records of the index. Raises `NoSuchRecordError`."""
    return weigh(cleaned_of(first), cleaned_of(second))


def cleaned_of(record: Identity) -> Cleaned:
    """The record as it is compared. Raises `NoSuchRecordError`."""
    row = IndexedRecord.objects.filter(system=record[0], key=record[1]).first()
    if row is None:
        raise NoSuchRecordError(f"The index holds no record {record[1]} of {record[0]}.")
    return decoded(row)


def decoded(row: IndexedRecord) -> Cleaned:
    """The text of an index row read again."""
    return compact.decode(row.system, row.key, row.cleaned)
