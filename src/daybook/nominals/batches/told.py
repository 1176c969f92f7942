"""A run in words: what was read, what came of it, how sure that is, and where the line stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from daybook.nominals.batches.cost_rule import COST_OF_WRONG, CostRule, cost, cost_rule
from daybook.nominals.batches.figures import AtLine, bands, joined_pairs
from daybook.nominals.batches.labels import Labels
from daybook.nominals.batches.run import Run
from daybook.nominals.exports import Export
from daybook.nominals.matching import Thresholds
from daybook.nominals.receiving import Received

Facts = list[tuple[str, str]]
KEYS_SHOWN = 10


def of_export(export: Export) -> Iterator[str]:
    """Every row accounted for, and each fault by name."""
    yield (
        f"{export.system}: {export.rows:,} rows: {len(export.records):,} records,"
        f" {export.repeated:,} repeated, {export.set_aside:,} set aside."
    )
    for fault, count, where in export.tally.lines():
        yield f"  {count:,} × {fault}" + (f" ({where})" if where else "")


def of_received(taken: Received) -> Iterator[str]:
    """What was kept of the exports."""
    yield f"Kept: {taken.new:,} new records, {taken.changed:,} changed, {taken.unchanged:,} as before."
    if taken.reused:
        yield f"  {len(taken.reused):,} × a key used for another person now: on the data quality desk"
    if taken.disposed:
        yield (
            f"  {taken.disposed:,} records of disposed people, left out: delete them in their system too; where their"
            " key names somebody else now, give that person a new key"
        )


def of_stored(counts: dict[str, int], seconds: float | None = None) -> Iterator[str]:
    """What the run has changed."""
    if "new" in counts:
        yield f"Linked: {counts['new']:,} records; {counts['reached']:,} were looked at."
    yield (
        f"Stored: {counts.get('joined', 0):,} links made, {counts.get('parted', 0):,} taken back,"
        f" {counts.get('moved', 0):,} records came to another person,"
        f" {counts.get('cases', 0):,} pairs put to a person." + (f" {seconds:.1f} s." if seconds else "")
    )


def of_run(facts: Facts, done: Run) -> Iterator[str]:
    """The facts, the pairs by band and the keys that too many share."""
    if done.taken_up:
        yield f"Taken up where an earlier run was stopped: {done.taken_up} parts were done."
    for name, value in facts:
        yield f"{name}: {value}"
    for band, pairs, inside in bands(done.linked):
        yield f"  {band} bits: {pairs:,} pairs, {inside:,} within one person"
    for kind, size in sorted(done.linked.blocks.passed_over, key=lambda one: -one[1])[:KEYS_SHOWN]:
        yield f"  passed over: {size:,} records share one key of {_words(kind.name)}"


def facts_of(
    source: str, done: Run, labels: Labels | None, lines: Sequence[AtLine], seconds: float, *, ruled: bool
) -> Facts:
    """(name, value) of all that stands above the charts. `ruled`: the cost rule chose the line."""
    groups = done.linked.clusters.groups
    facts = [
        ("Systems", source),
        ("Records", f"{len(done.records):,}"),
        ("Persons", f"{len(groups):,}"),
        ("Largest person", f"{max(map(len, groups), default=0):,} records"),
        ("Pairs compared", f"{len(done.linked.edges):,}"),
        ("Refused by a hard rule, for review", f"{len(done.linked.clusters.refused):,}"),
    ]
    if done.at_edge is not None:
        facts.append(
            ("Pairs at the engine's floor, which another engine may not give", f"{len(done.at_edge):,}")
        )
    if labels:
        precision, recall = labels.judge(joined_pairs(groups))
        facts += [("Precision", str(precision)), ("Recall", str(recall))]
    rule = cost_rule(lines)
    facts += [
        ("Joined from", _line(done.linked.thresholds, ruled=ruled)),
        ("Cost rule", _rule(rule, lines, done.linked.thresholds)),
    ]
    return [*facts, ("Time", f"{seconds:.1f} s")]


def _line(thresholds: Thresholds, *, ruled: bool) -> str:
    who = (
        "where the cost rule puts it" if ruled else "as --join says; the cost rule moves it with --join rule"
    )
    return f"{thresholds.join:g} bits, {who}; those together part below {thresholds.split:g}"


def _rule(rule: CostRule | None, lines: Sequence[AtLine], thresholds: Thresholds) -> str:
    if rule is None:
        return "not reckoned: --labels gives it no two records that are one person"
    used = lines[min(max(ceil(thresholds.join) - lines[0].bits, 0), len(lines) - 1)]
    others = {
        one.bits: one for one in (used, lines[rule.join - lines[0].bits]) if one.bits != rule.asked.bits
    }
    told = [
        f"asks for {rule.asked.bits} bits ({rule.low} to {rule.high} in 95 of 100 samples): {_cost(rule.asked)}",
        *(f"at {one.bits} bits {_cost(one)}" for one in others.values()),
        *filter(None, [rule.floored]),
    ]
    return "; ".join(told) + f". A wrong join counts as {COST_OF_WRONG} missed links; hard rules apart"


def _cost(line: AtLine) -> str:
    return f"{line.missed:,} links missed and {line.wrong:,} wrong, a cost of {cost(line):,}"


def _words(name: str) -> str:
    return name.replace("_", " ").lower()
