"""The thirteen criteria: seven of likelihood, scored 1 to 6 over three years, and six of impact, scored 1 to 5."""

from __future__ import annotations

from dataclasses import dataclass

LIKELY = ("Very low", "Low", "Medium", "High", "Very high", "Certain, or already so")
HARMFUL = ("Very low", "Low", "Medium", "High", "Very high")


@dataclass(frozen=True, slots=True)
class Criterion:
    """`computed`: Daybook scores it from the register, and a person may score it otherwise."""

    code: str
    title: str
    computed: bool = False

    @property
    def is_likelihood(self) -> bool:
        return self.code.startswith("L")

    @property
    def words(self) -> tuple[str, ...]:
        """What each score means, from 1 on."""
        return LIKELY if self.is_likelihood else HARMFUL

    @property
    def highest(self) -> int:
        return len(self.words)


LIKELIHOOD = (
    Criterion("L1", "End of life or of support", computed=True),
    Criterion("L2", "Contract over, and nothing in its place", computed=True),
    Criterion("L3", "Too few who know it"),
    Criterion("L4", "Does not meet needs, now or to come"),
    Criterion("L5", "Hardware or rooms not fit for it"),
    Criterion("L6", "Known weaknesses in its security", computed=True),
    Criterion("L7", "Failures on record", computed=True),
)
IMPACT = (
    Criterion("C1", "National security, health, safety or life"),
    Criterion("C2", "The force's good name"),
    Criterion("C3", "Money, directly"),
    Criterion("C4", "People and bodies outside the force"),
    Criterion("C5", "Work of the force, in hours lost"),
    Criterion("C6", "Keeps other systems from being renewed", computed=True),
)
CRITERIA = {criterion.code: criterion for criterion in (*LIKELIHOOD, *IMPACT)}
