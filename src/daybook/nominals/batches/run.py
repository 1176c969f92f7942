"""One run of linking: exports in, persons out, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from daybook.nominals.batches.engines import edges_by
from daybook.nominals.batches.kept import KeptParts, run_name
from daybook.nominals.exports import Export
from daybook.nominals.matching import Cleaned, Edges, Linked, Model, Rules, grow, link
from daybook.nominals.matching.batch import Compare, PythonLevels, Telling
from daybook.nominals.matching.blocking import Blocks
from daybook.nominals.matching.bulk.levels import SqlLevels
from daybook.nominals.matching.clusters import Choice, chosen


@dataclass(frozen=True, slots=True)
class Run:
    """What was linked, what came of it, and how many parts an earlier, killed run had already done.

    `at_edge`: pairs so near an engine's floor that another may not give them; None where no engine of `ENGINES` ran.
    """

    records: Sequence[Cleaned]
    linked: Linked
    taken_up: int
    at_edge: Edges | None = None


def run(
    exports: Sequence[Export],
    work: Path,
    tell: Telling,
    *,
    model: Model | None = None,
    thresholds: Choice,
    between: bool = False,
    engine: str = "",
) -> Run:
    """Link the records of all exports. `work` is where parts are kept until the run is done.

    An `engine` of `engines.ENGINES` finds and weighs the pairs; a model that is not there is learnt by our own.
    """
    records = [record for export in exports for record in export.records]
    if engine and model is not None:
        return link_by(engine, records, model, thresholds, between=between)
    parts = KeptParts(work / run_name(records, between))
    linked = link(
        records,
        between=between,
        thresholds=thresholds,
        model=model,
        compare_by=quickest(),
        parts=parts,
        tell=tell,
    )
    parts.clear()
    if engine:
        return link_by(engine, records, linked.model, thresholds, between=between, taken_up=parts.taken_up)
    return Run(records, linked, parts.taken_up)


def quickest() -> Callable[[Sequence[Cleaned]], Compare]:
    """What compares pairs: DuckDB where it is installed, else Python; the levels are the same."""
    there = all(find_spec(name) for name in ("duckdb", "pyarrow"))
    return SqlLevels if there else PythonLevels


def link_by(
    engine: str,
    records: Sequence[Cleaned],
    model: Model,
    thresholds: Choice,
    *,
    between: bool = False,
    taken_up: int = 0,
) -> Run:
    """The persons that the pairs of an engine make, grown under the same rules."""
    found = edges_by(engine, records, model, between=between)
    lines = chosen(thresholds, records, found.edges)
    clusters = grow(records, found.edges, Rules.of(model).refusal, thresholds=lines)
    blocks = Blocks(found.edges.pairs, found.passed_over)
    return Run(records, Linked(model, blocks, found.edges, clusters, lines), taken_up, found.at_edge)
