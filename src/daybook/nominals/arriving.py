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
from dataclasses import replace
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.access.purpose import Purpose
from daybook.book import Author, writing
from daybook.nominals.alone import alone
from daybook.nominals.answered import close_joined
from daybook.nominals.cases import MOST_ASKED, Doubt
from daybook.nominals.evidence import Evidence
from daybook.nominals.following import follow
from daybook.nominals.guarded import Persons
from daybook.nominals.judging import in_force, move
from daybook.nominals.kinds import PEOPLE_LINKED
from daybook.nominals.matching.clusters.growing import RIVALS
from daybook.nominals.membership import Identity, in_reach, nominals_of
from daybook.nominals.models import Decision, Verdict
from daybook.nominals.seen import Seen, best_first, doubt, ends, look

DAYBOOK = Author(user=None, device="nominals", purpose=Purpose.SYSTEM)
SAME_NUMBER = "the same valid number, and a name or birth date that agrees"


def link_arrived(records: Iterable[Identity]) -> None:
    """Link each of these records of the index; everything that is joined or parted is one entry of the book.

    Looked at once, while nobody else changes who is one person: of two that come at the same moment the second sees the
    first, and hard rules and judgements are those that stand when it is written. Whoever locks rows in the same
    transaction takes `alone` before.
    """
    wanted = list(records)
    if not wanted:
        return
    with transaction.atomic():
        alone()
        seen = look(wanted)
        touched = _change(seen)
        asked = [*seen.contradicted, *_few(_of_two(seen.doubts))]
        follow([*wanted, *touched], asked)


def _change(seen: Seen) -> set[Identity]:
    """Join and part; the records between which that was."""
    if seen.held:
        _recheck(seen)
    joined = _joined(seen) if seen.certain else []
    if joined or seen.parted:
        _write(joined, seen.parted)
    between = [*map(ends, joined), *((one.first, one.second) for one in seen.parted)]
    return {end for pair in between for end in pair}


def _recheck(seen: Seen) -> None:
    """The machine's links that may stand, best first, beside all that it alone has made of either person."""
    links = [link for link, _ in seen.held.values()]
    records = {end for link in links for end in (link.first, link.second)}
    others = [one for one in in_reach(records) if one not in links and one not in seen.parted]
    persons = Persons(records, [one for one in others if one.by is None or one.verdict != Verdict.SAME])
    for link, evidence in sorted(seen.held.values(), key=lambda it: best_first(it[1])):
        if reason := persons.refusal(link.first, link.second):
            seen.part(link, replace(evidence, rule=reason))
        if link not in seen.parted:
            persons.join(link.first, link.second)


def _joined(seen: Seen) -> list[Evidence]:
    """The certain pairs, best first, as far as no person grows past a conflict."""
    records = {end for one in seen.certain for end in ends(one)}
    persons = Persons(records, [one for one in in_reach(records) if one not in seen.parted])
    near = defaultdict[Identity, set[Identity]](set)
    for first, second in map(ends, seen.certain):
        near[first].add(second)
        near[second].add(first)
    refused, joined = [], []
    for evidence in sorted(seen.certain, key=best_first):
        first, second = ends(evidence)
        reason = persons.refusal(first, second)
        if not reason and (_rivals(persons, near[first], second) or _rivals(persons, near[second], first)):
            reason = RIVALS
        reason = reason or persons.growth(first, second, widened=True)
        if reason:
            refused.append(doubt(evidence, reason))
        else:
            persons.join(first, second)
            joined.append(evidence)
    seen.doubts = [*refused, *seen.doubts]
    return joined


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


def _write(joined: Iterable[Evidence], parted: list[Decision]) -> None:
    operation = uuid7()
    with writing(PEOPLE_LINKED, DAYBOOK) as page:
        for one in parted:
            one.undone_at = timezone.now()
            page.save(one)
        made = [_decision(evidence, operation) for evidence in joined]
        fresh = {(one.first, one.second): one for one in made if in_force(one.first, one.second) is None}
        for one in fresh.values():
            page.save(one)
        page.note(joined=len(fresh), parted=len(parted))
        touched = [*fresh.values(), *parted]
        moves = move(page, {end for one in touched for end in (one.first, one.second)})
        close_joined(moves, list(fresh.values()))


def _decision(evidence: Evidence, operation: UUID) -> Decision:
    first, second = sorted(ends(evidence))
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
