"""A run's result into the tables: machine decisions, persons, cases for the desk. A run repeated changes nothing.

    run = start_run(author, source="custody.csv", model=linked.model.name, thresholds=USUAL)
    receive(author, written, now)                       # daybook.nominals.receiving
    counts = store(author, run, Scored(records, linked.edges, linked.clusters, scorer), review=0.0)

People's decisions stand: pass `standing(records)` to `grow` as `judged_same`, and its pairs apart to `Rules`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils import timezone
from uuid_utils.compat import uuid7

from daybook.book import Author, writing
from daybook.book.pages import Line, append_many
from daybook.nominals import membership, tables
from daybook.nominals.cases import Doubt, open_cases
from daybook.nominals.judging import people_touched
from daybook.nominals.kinds import PEOPLE_LINKED, RUN_FINISHED, RUN_STARTED
from daybook.nominals.matching import Cleaned, Clusters, Edge, Scorer, Thresholds, identity
from daybook.nominals.matching.clusters.groups import Groups
from daybook.nominals.matching.rules import Pair
from daybook.nominals.models import OWN, Decision, IndexedRecord, LinkRun, SourceRecord, Verdict
from daybook.nominals.tables import Indexed

AT_ONCE = 500
"""Decisions in one entry of the book."""
Identity = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Scored:
    """What a linking gave: the records, the scored pairs between their places, the groups, and what scored them."""

    records: Sequence[Cleaned]
    edges: Sequence[Edge]
    clusters: Clusters
    scorer: Scorer


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
    rows = IndexedRecord.objects.values_list("system", "key", "nominal").iterator(chunk_size=5000)
    before = {place[system, key]: nominal.hex for system, key, nominal in rows if (system, key) in place}
    return Standing(same, frozenset(apart), before)


def start_run(author: Author, source: str, model: str, thresholds: Thresholds) -> LinkRun:
    """The run, to be filled by `store`."""
    now = timezone.now()
    with writing(RUN_STARTED, author) as page:
        run = LinkRun(source=source, model=model, started_at=now, thresholds=asdict(thresholds))
        page.about(run)
        return page.save(run)


def store(author: Author, run: LinkRun, scored: Scored, *, review: float = 0.0) -> dict[str, int]:
    """Keep the result and return how many records were indexed, pairs joined and parted, cases opened, records moved.

    `review`: bits from which a pair that was not joined is put to a person.
    """
    counts = {"indexed": index_sources(scored.records)}
    joins = list(tree(scored))
    counts |= _keep(author, run, scored, joins)
    with transaction.atomic():
        moves = membership.settle_all()
        _tell(author, moves)
        counts["moved"] = len(moves)
        counts["cases"] = open_cases(_doubts(scored, review), run.model, timezone.now())
    with writing(RUN_FINISHED, author, run) as page:
        run.finished_at, run.counts = timezone.now(), counts
        page.save(run)
    return counts


def index_sources(records: Iterable[Cleaned]) -> int:
    """Make other systems' records findable, each under its own id until it is linked; how many were new or changed.

    Our own people are in the index already, kept there by its reader.
    """
    others, fresh = [one for one in records if one.system != OWN], 0
    for start in range(0, len(others), AT_ONCE):
        part = others[start : start + AT_ONCE]
        first = SourceRecord.objects.filter(version=1, key__in=[one.key for one in part])
        origin = {(system, key): pk for system, key, pk in first.values_list("system", "key", "pk")}
        fresh += tables.put([Indexed(one, None, origin.get(identity(one)) or uuid7()) for one in part])
    return fresh


def tree(scored: Scored) -> Iterator[Edge]:
    """The pairs that hold each person together, best first, no more than needed: the paths of evidence."""
    group = {place: number for number, members in enumerate(scored.clusters.groups) for place in members}
    joined = Groups(len(scored.records))
    for edge in sorted(scored.edges, key=lambda edge: (-edge.bits, edge.first, edge.second)):
        if group[edge.first] == group[edge.second] and not joined.together(edge.first, edge.second):
            joined.join(edge.first, edge.second)
            yield edge


def _keep(author: Author, run: LinkRun, scored: Scored, joins: Sequence[Edge]) -> dict[str, int]:
    """Write what is new, supersede the machine's decisions of before that the run no longer finds."""
    places = {identity(record): number for number, record in enumerate(scored.records)}
    group = {place: number for number, members in enumerate(scored.clusters.groups) for place in members}
    held = {(one.first, one.second): one for one in Decision.objects.filter(Decision.IN_FORCE)}
    fresh = [
        one for one in (_decision(run, scored, edge) for edge in joins) if (one.first, one.second) not in held
    ]
    over = [
        one
        for one in held.values()
        if one.by is None
        and one.verdict == Verdict.SAME
        and one.first in places
        and one.second in places
        and group[places[one.first]] != group[places[one.second]]
    ]
    for start in range(0, max(len(fresh), len(over)), AT_ONCE):
        _write(author, fresh[start : start + AT_ONCE], over[start : start + AT_ONCE], run)
    return {"joined": len(fresh), "parted": len(over)}


def _write(author: Author, fresh: Sequence[Decision], over: Sequence[Decision], run: LinkRun) -> None:
    with writing(PEOPLE_LINKED, author, run) as page:
        page.note(joined=len(fresh), parted=len(over))
        for one in fresh:
            page.save(one)
        for one in over:
            one.undone_at = timezone.now()
            page.save(one)


def _tell(author: Author, moves: Sequence[membership.Move]) -> None:
    """Whom of ours it concerns, so that every old system that was told of them is told again."""
    people = sorted(one.hex for one in people_touched(moves))
    parts = [people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE)]
    told = [Line(PEOPLE_LINKED, author, notes={"people": part}) for part in parts]
    for start in range(0, len(moves), AT_ONCE):
        moved = [one.as_note() for one in moves[start : start + AT_ONCE]]
        told.append(Line(PEOPLE_LINKED, author, notes={"moved": moved}))
    append_many(told)


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


def _doubts(scored: Scored, review: float) -> Iterator[Doubt]:
    """Pairs that were good enough but refused, and those between the review floor and the joining line."""
    group = {place: members for members in scored.clusters.groups for place in members}
    refused = {(one.edge.first, one.edge.second): one for one in scored.clusters.refused}
    for edge in scored.edges:
        pair = edge.first, edge.second
        if edge.bits < review or group[edge.first] is group[edge.second]:
            continue
        first, second = scored.records[edge.first], scored.records[edge.second]
        reason = refused[pair].reason if pair in refused else ""
        sizes = len(group[edge.first]), len(group[edge.second])
        yield Doubt(identity(first), identity(second), edge.bits, reason, sizes)


__all__ = ["Scored", "Standing", "index_sources", "standing", "start_run", "store", "tree"]
