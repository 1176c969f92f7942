"""What each step of the way out asks for, and what of it is still missing. No tables are asked."""

from __future__ import annotations

from collections.abc import Iterator

from daybook.estate.register.words import State
from daybook.estate.retirement.case import Blocker, Case
from daybook.estate.retirement.words import Answer, ParityVerdict, following

PROOFS_OF = {
    State.ARCHIVED: ("data",),
    State.OFF: ("data", "sign-on", "interface"),
    State.REMOVED: ("data", "sign-on", "interface", "payment"),
}
"""Which proofs each step asks for. All four together make a system retired."""
PARITY_FROM = State.READ_ONLY
ORDER = list(State)


def blockers(case: Case, to: State | None = None) -> list[Blocker]:
    """What stands in the way of the next step, or of all up to `to`; the oldest first."""
    step = to or following(case.state)
    if step is None:
        return []
    found = [*_stops(case), *_signatures(case, step), *_parity(case, step), *_switches(case, step)]
    return sorted([*found, *_proofs(case, step)], key=lambda each: each.since)


def _stops(case: Case) -> Iterator[Blocker]:
    for stop in case.stops:
        if stop.broken and not stop.overruled:
            remedy = "Turn back, or let somebody who did not do the work overrule the rule with a reason."
            yield Blocker(f"Stop rule: {stop.words}. {stop.evidence}", remedy, stop.since or case.since)


def _signatures(case: Case, step: State) -> Iterator[Blocker]:
    gate = [each for each in case.signatures if each.gate == step]
    if not gate:
        remedy = "Write at least one criterion for this step."
        yield Blocker(
            f"Nobody has said what must be so before it is {step.label.lower()}.", remedy, case.since
        )
    for each in gate:
        if each.answer == Answer.NO_GO:
            remedy = f"Put right what was said ({each.reason}), then let it be signed again."
            yield Blocker(f"No go: {each.text}", remedy, each.at or case.since)
        elif each.answer != Answer.GO:
            remedy = "Let a named person who did not do the work sign it."
            yield Blocker(f"Not signed: {each.text}", remedy, case.since)


def _parity(case: Case, step: State) -> Iterator[Blocker]:
    if ORDER.index(step) < ORDER.index(PARITY_FROM):
        return
    for each in case.parity:
        if each.verdict == ParityVerdict.FAILS:
            remedy = "Mend the successor, or say why it is not needed."
            yield Blocker(f"Parity fails: {each.name}", remedy, each.at or case.begun)
        elif not each.verdict:
            remedy = "See whether the successor does it, and enter the evidence."
            yield Blocker(f"Parity not shown: {each.name}", remedy, case.begun)


def _switches(case: Case, step: State) -> Iterator[Blocker]:
    """Read-only asks that ours stands; from archived on, nothing goes there any more."""
    place = ORDER.index(step)
    if place < ORDER.index(State.READ_ONLY):
        return
    only = place >= ORDER.index(State.ARCHIVED)
    for each in case.switches:
        if not (each.ours_only if only else each.ours_stands):
            wanted = "“ours only”" if only else "“both, ours wins”"
            what = f"Who is master ({each.words}): {each.position.lower()}"
            remedy = f"Turn its switch on to {wanted}; that takes clean days."
            yield Blocker(what, remedy, each.since or case.begun)


def _proofs(case: Case, step: State) -> Iterator[Blocker]:
    asked = PROOFS_OF.get(step, ())
    for proof in case.proofs:
        if proof.code in asked and not proof.holds:
            yield Blocker(f"{proof.title}: {proof.evidence}", proof.remedy, proof.since or case.begun)
