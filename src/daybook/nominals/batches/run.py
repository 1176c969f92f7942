"""One run of linking: exports in, persons out, nothing lost on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from daybook.nominals.batches.kept import KeptParts, run_name
from daybook.nominals.exports import Export
from daybook.nominals.matching import Cleaned, Linked, Model, Thresholds, link
from daybook.nominals.matching.batch import Telling


@dataclass(frozen=True, slots=True)
class Run:
    """What was linked, what came of it, and how many parts an earlier, killed run had already done."""

    records: Sequence[Cleaned]
    linked: Linked
    taken_up: int


def run(
    exports: Sequence[Export],
    work: Path,
    tell: Telling,
    *,
    model: Model | None = None,
    thresholds: Thresholds,
    between: bool = False,
) -> Run:
    """Link the records of all exports. `work` is where parts are kept until the run is done."""
    records = [record for export in exports for record in export.records]
    parts = KeptParts(work / run_name(records, between))
    linked = link(records, between=between, thresholds=thresholds, model=model, parts=parts, tell=tell)
    parts.clear()
    return Run(records, linked, parts.taken_up)
