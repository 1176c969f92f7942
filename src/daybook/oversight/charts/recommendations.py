"""Charts of the recommendations: how many stand where, and how long ago anything was heard of each."""

from __future__ import annotations

from daybook.oversight.queries import Followed
from daybook.oversight.standing import SILENT, Stage
from daybook.web.charts import Caption, Chart, Value, bars


def recommendation_charts(rows: list[Followed]) -> list[Chart]:
    open_ones = [row for row in rows if row.standing.stage not in (Stage.CLOSED, Stage.NOT_ACCEPTED)]
    counts: list[tuple[str, Value]] = [
        (stage.label, sum(row.standing.stage == stage for row in rows)) for stage in Stage
    ]
    late = sum(row.standing.stage == Stage.OVERDUE for row in rows)
    ages: list[tuple[str, Value]] = [(row.values["number"], row.silent_days) for row in open_ones]
    silent = sum(row.silent_days is None or row.silent_days > SILENT.days for row in open_ones)
    stands = Caption("status", "Where they stand", f"{late} of {len(rows)} are overdue.")
    finding = f"Of {silent} of {len(open_ones)} open ones nothing was heard for 90 days."
    heard = Caption("heard", "Days since anything was heard", finding)
    return [
        bars(stands, "Recommendations", counts if rows else [], "Status"),
        bars(heard, "Days", ages, "Recommendation"),
    ]
