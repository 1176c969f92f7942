"""Exports taken in and linked for good: everything that is held, or only what came since the last run.

Whatever is stopped half-way is repeated and goes on: records are kept in versions, decisions are written once, and what
came is "new" until a run that began later has ended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from daybook.book import Author
from daybook.nominals import candidates, scoring
from daybook.nominals.alone import alone
from daybook.nominals.batches.run import Run
from daybook.nominals.cases import Doubt, open_cases
from daybook.nominals.disposed_keys import of_disposed
from daybook.nominals.evidence import REVIEW_FROM, decoded, evidence_of, rules
from daybook.nominals.exports import Export
from daybook.nominals.following import refresh
from daybook.nominals.indexing import index_all
from daybook.nominals.linking import Scored, finish_run, index_sources, standing, start_run, store
from daybook.nominals.matching import Cleaned, Edge, Rules, Scorer, Thresholds, Written, grow, identity
from daybook.nominals.membership import Identity, housemates, in_reach, rows_of
from daybook.nominals.models import IndexedRecord, LinkRun, SourceRecord, Verdict
from daybook.nominals.receiving import Received, receive
from daybook.nominals.reused import made_findable, unasked
from daybook.nominals.whose import Whose

TOGETHER = 200
"""Records taken in or linked in one go: what they reach is held in memory, and nobody decides meanwhile."""
NEAREST = 10
Link = Callable[[Sequence[Export]], Run]
Counts = dict[str, int]
Row = TypeVar("Row")


def take_in(author: Author, exports: Iterable[Export]) -> Received:
    """Keep the records in versions and make them findable; a key used for another person now comes onto the desk.

    Whom a key names that was disposed of here is left out of the export too.
    """
    exports, taken = list(exports), Received()
    for export in exports:
        rows = list(zip(export.written, export.records, strict=True))
        export.written, export.records = [], []
        for part in _in_parts(rows):
            _take(author, export, part, taken)
    with transaction.atomic():
        alone()
        found = [*taken.reused, *unasked(export.system for export in exports)]
        pairs = {newcomer: (before, newcomer) for before, newcomer in found}
        open_reused(made_findable(pairs.values()))
    for some in _in_parts(taken.fresh):
        with transaction.atomic():
            alone()
            refresh(Whose.of(some))
    return taken


def _take(author: Author, export: Export, rows: Sequence[tuple[Written, Cleaned]], taken: Received) -> None:
    """Nobody is disposed of between the asking whether they were and the record in the index."""
    with transaction.atomic():
        alone()
        gone = of_disposed([one for one, _ in rows])
        left = [(one, record) for one, record in rows if (one.system, one.key) not in gone]
        found = receive(author, [one for one, _ in left], timezone.now())
        found.disposed = len(rows) - len(left)
        names = (found.renamed.get((one.system, one.key), (one.system, one.key)) for one, _ in left)
        kept = [replace(record, key=key) for (_, record), (_, key) in zip(left, names, strict=True)]
        index_sources(kept)
    export.written += [one for one, _ in left]
    export.records += kept
    taken.add(found)


def open_reused(pairs: Iterable[tuple[Identity, Identity]]) -> int:
    """Ask about each key that names another person now: who had it before, and the newcomer. Call it under `alone`."""
    found = [(pair, evidence_of(*pair)) for pair in pairs]
    doubts = [Doubt(*pair, its.bits, its.rule, reused=True) for pair, its in found]
    return open_cases(doubts, found[0][1].model if found else "", timezone.now())


def store_whole(author: Author, source: str, link: Link) -> tuple[Run, Counts]:
    """Link everybody in the index anew, ours and other systems', and keep the result."""
    began = timezone.now()
    index_all()
    records = [decoded(row) for row in IndexedRecord.objects.order_by("pk").iterator(chunk_size=5000)]
    done = link([Export("index", records)])
    scorer = Scorer(done.linked.model, len(records))
    hard, thresholds = Rules.of(done.linked.model), done.linked.thresholds
    scored = _grown(records, done.linked.edges, scorer, thresholds, hard)
    done = replace(done, linked=replace(done.linked, clusters=scored.clusters))
    run = start_run(author, source, done.linked.model.name, thresholds, began)
    counts = store(author, run, scored)
    finish_run(author, run, counts)
    return done, counts


def _grown(
    records: Sequence[Cleaned], edges: Iterable[Edge], scorer: Scorer, thresholds: Thresholds, hard: Rules
) -> Scored:
    """The persons, with what people have decided standing first."""
    held = standing(records)
    clusters = grow(
        records,
        edges,
        replace(hard, judged_apart=held.apart).refusal,
        thresholds=thresholds,
        judged_same=held.same,
        before=held.before,
    )
    return Scored(records, edges, clusters, scorer, held.same)


def store_new(author: Author, source: str, thresholds: Thresholds) -> Counts:
    """Link what came since the last run, and nobody whom it does not reach; how much came of it."""
    scorer = scoring.scorer()
    run = start_run(author, source, scorer.model.name, thresholds, timezone.now())
    total: Counts = {"new": 0, "reached": 0}
    for part in _in_parts(since_last_run(run)):
        scored = _grown(*_around(part, scorer), scorer, thresholds, rules(scorer))
        total["new"] += len(part)
        total["reached"] += len(scored.records)
        for name, count in store(author, run, scored).items():
            total[name] = total.get(name, 0) + count
    finish_run(author, run, total)
    return total


def since_last_run(run: LinkRun) -> list[Identity]:
    """Other systems' records that came, new or changed, since the last run that ended had begun."""
    ended = LinkRun.objects.exclude(finished_at=None).aggregate(began=Max("started_at"))
    since: datetime | None = ended["began"]
    rows = SourceRecord.objects.filter(received_at__lt=run.started_at).order_by("received_at", "pk")
    if since is not None:
        rows = rows.filter(received_at__gte=since)
    return list(dict.fromkeys(rows.values_list("system", "key")))


def _in_parts(records: Iterable[Row]) -> Iterator[list[Row]]:
    ahead = iter(records)
    while part := list(islice(ahead, TOGETHER)):
        yield part


@dataclass(slots=True)
class _Reach:
    """The new records, whoever is near them, and all who are one person with any of these."""

    records: dict[Identity, Cleaned] = field(default_factory=dict)
    bits: dict[tuple[Identity, Identity], float] = field(default_factory=dict)

    def add(self, identities: Iterable[Identity]) -> None:
        for record, row in rows_of(set(identities) - set(self.records)).items():
            self.records[record] = decoded(row)

    def edges(self) -> tuple[list[Cleaned], list[Edge]]:
        place = {record: number for number, record in enumerate(self.records)}
        found = []
        for (one, other), bits in self.bits.items():
            first, second = sorted((place[one], place[other]))
            found.append(Edge(first, second, bits))
        return list(self.records.values()), found


def _around(new: Sequence[Identity], scorer: Scorer) -> tuple[list[Cleaned], list[Edge]]:
    reach = _Reach()
    reach.add(new)
    for record in list(reach.records.values()):
        near = [one.record for one in candidates.near(record) if identity(one.record) != identity(record)]
        for match in scorer.best(record, near, most=NEAREST):
            if match.bits >= REVIEW_FROM:
                reach.records.setdefault(identity(match.candidate), match.candidate)
                first, second = sorted((identity(record), identity(match.candidate)))
                reach.bits[first, second] = match.bits
    tied = in_reach(reach.records)
    reach.add({end for one in tied for end in (one.first, one.second)} | housemates(reach.records))
    for one in tied:
        ends = one.first, one.second
        if one.by is None and one.verdict == Verdict.SAME and all(end in reach.records for end in ends):
            again = bool({*ends} & {*new})
            kept = scorer.score(*(reach.records[end] for end in ends)).bits if again else one.bits or 0.0
            reach.bits.setdefault(ends, kept)
    return reach.edges()
