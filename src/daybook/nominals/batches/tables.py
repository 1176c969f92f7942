"""The results of a run as CSV: who is one person, and every scored pair."""

from __future__ import annotations

import csv
from pathlib import Path

from daybook.nominals.batches.run import Run
from daybook.nominals.matching import identity


def write_persons(path: Path, done: Run) -> None:
    """`system, key, person`: a row for each record."""
    with path.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(("system", "key", "person"))
        for number, group in enumerate(done.linked.clusters.groups, 1):
            rows.writerows((*identity(done.records[at]), number) for at in group)


def write_pairs(path: Path, done: Run) -> None:
    """`first_system, first_key, second_system, second_key, bits, at_edge`: a row for each pair that was scored.

    `at_edge` is yes for those that another engine may not give, whether this one does or not.
    """
    at_edge = {(edge.first, edge.second): edge for edge in done.at_edge or ()}
    edges = {(edge.first, edge.second): edge for edge in done.linked.edges} | at_edge
    with path.open("w", newline="", encoding="utf-8") as text:
        rows = csv.writer(text)
        rows.writerow(("first_system", "first_key", "second_system", "second_key", "bits", "at_edge"))
        for pair in sorted(edges):
            ends = (part for place in pair for part in identity(done.records[place]))
            rows.writerow((*ends, f"{edges[pair].bits:.6f}", "yes" if pair in at_edge else ""))
