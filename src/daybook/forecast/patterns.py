"""The patterns of a file as one page: pictures, each with its table and its CSV."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string

from daybook.forecast.engine.forecasting import Progress
from daybook.forecast.engine.reading import Read
from daybook.forecast.report import csv_inside, styles
from daybook.forecast.studies.making import parts_of
from daybook.forecast.studies.shown import shown

PATTERNS = ("near-repeats", "repeats", "hours", "hotspots")


def write_patterns(
    path: Path, read: Read, area: Any, size: float, zone: str, permutations: int, told: Progress
) -> list[str]:
    """Write the page; the findings, a sentence each, are returned, or why there are none."""
    plan = {"patterns": PATTERNS, "size": size, "reading": {"zone": zone}, "permutations": permutations}
    parts = parts_of(read, area, plan, told)
    given = {"styles": styles(), "read": read, "parts": [shown(part, _csv) for part in parts]}
    path.write_text(render_to_string("forecast/patterns.html", given), "utf-8")
    return [f"{part.title}: {line}" for part in parts for line in (part.findings or [part.empty])]


def _csv(slug: str, head: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    return csv_inside(head, rows)
