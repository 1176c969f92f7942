"""How the comparisons of one system went, as a chart."""

from __future__ import annotations

from collections.abc import Sequence

from daybook.legacy.clock import LONDON
from daybook.legacy.models import Reconciliation, RunState
from daybook.web.charts import Caption, Chart, stacked_bars

PARTS = ("Only here", "Only there", "Differs")
SHOWN = 14


def chart_of(title: str, runs: Sequence[Reconciliation]) -> Chart | None:
    """The last comparisons, the newest first; None before the first."""
    done = [run for run in runs if run.state == RunState.DONE][:SHOWN]
    if not done:
        return None
    bars = {_when(run): (run.only_here, run.only_there, run.differs) for run in done}
    caption = Caption("reconciliations", f"Comparisons with {title}", finding(done))
    return stacked_bars(caption, PARTS, bars, of="Comparison")


def finding(done: Sequence[Reconciliation]) -> str:
    """What the history says in one sentence; `done` is newest first."""
    clean = next((number for number, run in enumerate(done) if not run.is_clean), len(done))
    if clean == 0:
        return f"The latest comparison found {done[0].differences_open:,} differences."
    return f"The last {clean} of {len(done)} comparisons found no open difference."


def _when(run: Reconciliation) -> str:
    return f"{run.asked_at.astimezone(LONDON):%-d %B %Y, %H:%M:%S}"
