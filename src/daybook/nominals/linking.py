"""A run's result into the tables: machine decisions, persons, cases for the desk. A run repeated changes nothing.

    run = start_run(author, source="custody.csv", model=linked.model.name, thresholds=USUAL)
    counts = store(author, run, Scored(records, linked.edges, clusters, scorer))

People's decisions stand: pass `standing(records)` to `grow` as `judged_same`, and its pairs apart to `Rules`. What
they decide while a run weighs is read again before each part is written, and stands too. Each
500 decisions are one transaction with the persons that follow from them: a run that was killed is repeated, and goes
on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.book import Author, writing
from daybook.nominals import tables
from daybook.nominals.alone import alone
from daybook.nominals.answered import close_joined
from daybook.nominals.cases import MOST_ASKED, Doubt, is_doubtful, open_cases
from daybook.nominals.contradicted import contradict
from daybook.nominals.evidence import REVIEW_FROM, rules
from daybook.nominals.following import follow, refresh
from daybook.nominals.four_eyes import matters_of
from daybook.nominals.growth import FirstDays
from daybook.nominals.guarded import Persons
from daybook.nominals.judging import move
from daybook.nominals.kinds import PEOPLE_LINKED, RUN_FINISHED, RUN_STARTED
from daybook.nominals.matching import Cleaned, Clusters, Edge, Scorer, Thresholds, identity
from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.matching.rules import Pair
from daybook.nominals.membership import about, in_reach, nominals_of
from daybook.nominals.models import OWN, Decision, LinkRun, SourceRecord, Verdict
from daybook.nominals.tables import Indexed
from daybook.nominals.whose import Whose

AT_ONCE = 500
"""Decisions in one entry of the book."""
Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scored:
    """What a linking gave: the records, the scored pairs between their places, the groups, and what scored them.

    `same`: the pairs of places that people have joined.
    """

    records: Sequence[Cleaned]
    edges: Iterable[Edge]
    clusters: Clusters
    scorer: Scorer
    same: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What people have decided, for `grow` and `Rules`: pairs of places that are one, pairs of identities that are
    not, and the person each place belonged to."""

    same: list[tuple[int, int]]
    apart: frozenset[Pair]
    before: Mapping[int, str]


def standing(records: Sequence[Cleaned]) -> Standing:
    """The decisions in force of people about these records; each outlives every run."""
    place = {identity(record): number for number, record in enumerate(records)}
    same, apart = [], set()
    for one in Decision.objects.filter(Decision.IN_FORCE, by__isnull=False):
        if one.verdict != Verdict.SAME:  # left open by a person: not for the machine to close
            apart.add(frozenset((one.first, one.second)))
        elif one.first in place and one.second in place:
            pair = sorted((place[one.first], place[one.second]))
            same.append((pair[0], pair[1]))
    before = {place[record]: nominal.hex for record, nominal in nominals_of(place).items()}
    return Standing(same, frozenset(apart), before)


def start_run(author: Author, source: str, model: str, thresholds: Thresholds, began: datetime) -> LinkRun:
    """The run, to be filled by `store`. What came before it `began` is no longer new once it has ended."""
    with writing(RUN_STARTED, author) as page:
        run = LinkRun(source=source[:200], model=model, started_at=began, thresholds=asdict(thresholds))
        page.about(run)
        return page.save(run)


def store(author: Author, run: LinkRun, scored: Scored) -> dict[str, int]:
    """Keep the result and return how many pairs were joined and parted, records moved and cases opened."""
    counts = _keep(author, run, scored)
    counts["cases"] = _ask(_doubts(scored), run)
    _ask_within(scored)
    return counts


def _ask(doubts: Iterable[Doubt], run: LinkRun) -> int:
    """Put them onto the desk, 500 in one transaction; how many are new there."""
    asked, ahead = 0, iter(doubts)
    while part := list(islice(ahead, AT_ONCE)):
        with transaction.atomic():
            alone()
            asked += open_cases(part, run.model, timezone.now())
    return asked


def _ask_within(scored: Scored) -> None:
    """Ask about what contradicts within the persons: people joined them, or it was written since."""
    groups = ([scored.records[at] for at in its] for its in scored.clusters.groups if len(its) > 1)
    for its in groups:
        if contradict(its):
            with transaction.atomic():
                alone()
                follow(map(identity, its))


def finish_run(author: Author, run: LinkRun, counts: dict[str, int]) -> None:
    """Nothing of the run is left to do."""
    with writing(RUN_FINISHED, author, run) as page:
        run.finished_at, run.counts = timezone.now(), counts
        page.save(run)


def index_sources(records: Iterable[Cleaned]) -> int:
    """Make other systems' records findable, each under its own id until it is linked; how many were new or changed.

    Our own people are in the index already, kept there by its reader.
    """
    others, fresh = [one for one in records if one.system != OWN], 0
    for start in range(0, len(others), AT_ONCE):
        part = others[start : start + AT_ONCE]
        systems, keys = {one.system for one in part}, [one.key for one in part]
        first = SourceRecord.objects.filter(system__in=systems, key__in=keys, version=1)
        origin = {(system, key): pk for system, key, pk in first.values_list("system", "key", "pk")}
        fresh += tables.put([Indexed(one, origin.get(identity(one)) or uuid7()) for one in part])
    return fresh


def tree(scored: Scored) -> Iterator[Edge]:
    """The pairs that hold each person together, best first, no more than needed: the paths of evidence."""
    group = {place: number for number, members in enumerate(scored.clusters.groups) for place in members}
    joined = Groups(len(scored.records))
    for pair in scored.same:
        joined.join(*pair)
    for edge in sorted(scored.edges, key=lambda edge: (-edge.bits, edge.first, edge.second)):
        if group[edge.first] == group[edge.second] and not joined.together(edge.first, edge.second):
            joined.join(edge.first, edge.second)
            yield edge


def _keep(author: Author, run: LinkRun, scored: Scored) -> dict[str, int]:
    """Take back the machine's decisions of before that the run no longer finds, then write what is new."""
    group = {
        identity(scored.records[at]): number
        for number, its in enumerate(scored.clusters.groups)
        for at in its
    }
    held = {(one.first, one.second): one for one in about(group)}
    wrong = [
        one
        for one in held.values()
        if one.by is None and one.verdict == Verdict.SAME and group.get(one.first) != group.get(one.second)
        if one.first in group and one.second in group
    ]
    over = [one for one in wrong if not matters_of((one.first, one.second))]
    left = [one for one in wrong if one not in over]  # it takes two people, and a run is none
    found = [
        one for edge in tree(scored) if ((one := _decision(run, scored, edge)).first, one.second) not in held
    ]
    # Until two people have parted them, what joins either side would join both.
    waiting = {group[end] for one in left for end in (one.first, one.second)}
    fresh = sorted(
        (one for one in found if group[one.first] not in waiting), key=lambda one: group[one.first]
    )
    asked = [*left, *(one for one in found if group[one.first] in waiting)]
    _ask((Doubt(one.first, one.second, one.bits or 0.0) for one in asked), run)
    counts = Counter(joined=0, parted=0, moved=0)
    for part in _parts(over):
        counts.update(_part(author, run, part))
    days = FirstDays()
    for part in _parts(fresh):
        counts.update(_join(author, run, scored.scorer, part, days))
    return dict(counts)


def _parts(decisions: Sequence[Decision]) -> Iterator[Sequence[Decision]]:
    return (decisions[start : start + AT_ONCE] for start in range(0, len(decisions), AT_ONCE))


def _part(author: Author, run: LinkRun, over: Sequence[Decision]) -> dict[str, int]:
    """Take back those that are in force still: what a person decided of the pair meanwhile stands."""
    with transaction.atomic():
        alone()
        wanted = {one.pk for one in over}
        left = [
            one for one in about(_ends(over)) if one.pk in wanted and not matters_of((one.first, one.second))
        ]
        return _write(author, run, (), left)


def _join(
    author: Author, run: LinkRun, scorer: Scorer, fresh: Sequence[Decision], days: FirstDays
) -> dict[str, int]:
    """Write those that may be written now, beside all that was decided or came while the run weighed."""
    with transaction.atomic():
        alone()
        decisions = in_reach(_ends(fresh))
        held = {(one.first, one.second) for one in decisions}
        persons, joined, asked = Persons(_ends(fresh), decisions, rules(scorer), days), [], []
        for one in fresh:
            if (one.first, one.second) in held:
                continue
            ends = one.first, one.second
            if reason := persons.refusal(*ends) or persons.growth(*ends):
                asked.append(Doubt(one.first, one.second, one.bits or 0.0, reason))
            else:
                persons.join(one.first, one.second)
                joined.append(one)
        open_cases(asked, run.model, timezone.now())
        return _write(author, run, joined, ())


def _ends(decisions: Iterable[Decision]) -> set[Identity]:
    return {end for one in decisions for end in (one.first, one.second)}


def _write(
    author: Author, run: LinkRun, fresh: Sequence[Decision], over: Sequence[Decision]
) -> dict[str, int]:
    """One entry with the decisions and whoever moves because of them; how many of each."""
    if not (fresh or over):
        return {}
    with writing(PEOPLE_LINKED, author) as page:
        page.note(run=run.pk.hex, joined=len(fresh), parted=len(over))
        for one in fresh:
            page.save(one)
        for one in over:
            one.undone_at = timezone.now()
            page.save(one)
        moves = move(page, _ends((*fresh, *over)))
        close_joined(moves, fresh)
    refresh(Whose.of(_ends((*fresh, *over))))
    return {"joined": len(fresh), "parted": len(over), "moved": len(moves)}


def _decision(run: LinkRun, scored: Scored, edge: Edge) -> Decision:
    first, second = sorted((scored.records[edge.first], scored.records[edge.second]), key=identity)
    steps = [[step.field, step.words, round(step.bits, 3)] for step in scored.scorer.waterfall(first, second)]
    return Decision(
        first_system=first.system,
        first_key=first.key,
        second_system=second.system,
        second_key=second.key,
        verdict=Verdict.SAME,
        bits=round(edge.bits, 3),
        model=run.model,
        evidence=steps,
        operation=run.pk,
        run=run,
        decided_at=timezone.now(),
    )


def _doubts(scored: Scored) -> Iterator[Doubt]:
    """The best pair of each two persons whom a person should look at, at most a few for one record."""
    group = {place: members for members in scored.clusters.groups for place in members}
    refused = {(one.edge.first, one.edge.second): one.reason for one in scored.clusters.refused}
    seen, asked, hard = set[tuple[int, int]](), Counter[int](), rules(scored.scorer)
    for edge in sorted(scored.edges, key=lambda edge: (-edge.bits, edge.first, edge.second)):
        ends = edge.first, edge.second
        one, other = sorted((group[edge.first][0], group[edge.second][0]))
        if edge.bits < REVIEW_FROM or one == other or (one, other) in seen:
            continue
        seen.add((one, other))
        first, second = (scored.records[end] for end in ends)
        reason = refused.get(ends) or hard.refusal(first, second)
        if max(asked[end] for end in ends) < MOST_ASKED and is_doubtful(first, second, edge.bits, reason):
            asked.update(ends)
            yield Doubt(identity(first), identity(second), edge.bits, reason)


__all__ = ["Scored", "Standing", "finish_run", "index_sources", "standing", "start_run", "store", "tree"]
