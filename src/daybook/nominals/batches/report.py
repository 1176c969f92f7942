"""The report of a run as one HTML file: pictures with their tables, readable without a network."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from importlib import resources
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from daybook.nominals.batches.cost_rule import CostRule, cost_rule
from daybook.nominals.batches.figures import AtLine, bands
from daybook.nominals.matching import FIELDS, Linked, Model, Thresholds
from daybook.web.charts import Caption, Chart, bars, counted, histogram, line
from daybook.web.downloads import csv_lines

EDGES = (*range(-10, 45, 5),)
STYLES = ("vendor/govuk-frontend/govuk-frontend.min.css", "web/daybook.css")


def charts(linked: Linked, lines: Sequence[AtLine]) -> list[Chart]:
    """Weights, histogram of the pairs' bits, and the curve of thresholds."""
    return [*weight_charts(linked.model), bits_chart(linked), curve_chart(lines, linked.thresholds)]


def weight_charts(model: Model) -> list[Chart]:
    """What the best agreement and the worst disagreement of each field are worth."""
    weights = list(zip(FIELDS, model.weights(), strict=True))
    best = [(it.label, round(max(*its[1:], 0.0), 1)) for it, its in weights]
    worst = [(it.label, round(-min(*its[1:], 0.0), 1)) for it, its in weights]
    strongest = max(best, key=lambda row: row[1])
    agree = Caption(
        "agreement", "What agreement adds", f"{strongest[0]} adds the most: {strongest[1]} bits at its best."
    )
    heaviest = max(worst, key=lambda row: row[1])
    differ = Caption(
        "difference", "What a difference takes", f"{heaviest[0]} takes the most: {heaviest[1]} bits at worst."
    )
    return [bars(agree, "Bits added", best, "Field"), bars(differ, "Bits taken", worst, "Field")]


def bits_chart(linked: Linked) -> Chart:
    """How the pairs that share a key spread over the bits; those far below are only counted: they flatten the rest."""
    drawn = linked.edges.from_bits(EDGES[0]).bits.clip(max=EDGES[-1]).tolist()
    likely, below = len(linked.edges.from_bits(0)), len(linked.edges) - len(drawn)
    finding = (
        f"{likely:,} of {len(linked.edges):,} pairs are more likely one person than two;"
        f" {below:,} under {EDGES[0]} bits are not drawn."
    )
    caption = Caption("bits", "Pairs by their bits", finding)
    return histogram(caption, "Pairs", "bits", EDGES, counted(drawn, EDGES), open_end=True)


def curve_chart(lines: Sequence[AtLine], thresholds: Thresholds) -> Chart:
    """Precision and recall at each line, in per cent, with where pairs join and part and what the cost rule asks for.

    Pairs alone where nothing was labelled.
    """
    over = [f"{one.bits} bits" for one in lines]
    rule = cost_rule(lines)
    marked = {
        name: bits - lines[0].bits
        for name, bits in _lines_of(thresholds, rule).items()
        if lines[0].bits <= bits <= lines[-1].bits
    }
    if rule is None:
        caption = Caption("curve", "Pairs from each line on", "Precision and recall need a labelled sample.")
        return line(caption, "Pairs", over, {"Pairs": [one.pairs for one in lines]}, "Line", marked)
    series = {
        "Precision": [_per_cent(one.precision.value) for one in lines],
        "Recall": [_per_cent(one.recall.value) for one in lines],
    }
    finding = (
        f"The cost rule asks for {rule.asked.bits} bits and pairs were joined from {thresholds.join:g}:"
        " a higher line is surer and finds fewer, hard rules apart."
    )
    return line(
        Caption("curve", "Where the line is drawn", finding), "Per cent", over, series, "Line", marked
    )


def _lines_of(thresholds: Thresholds, rule: CostRule | None) -> dict[str, float]:
    asked = {f"Cost rule: {rule.asked.bits} bits": float(rule.asked.bits)} if rule else {}
    return {
        f"Joined from {thresholds.join:g} bits": thresholds.join,
        f"Parted below {thresholds.split:g} bits": thresholds.split,
        **asked,
    }


def _per_cent(value: float | None) -> float | None:
    return None if value is None else round(100 * value, 2)


def write_report(
    path: Path, facts: Sequence[tuple[str, str]], linked: Linked, lines: Sequence[AtLine]
) -> None:
    """Write the file; its styles stand in it, so that it can be sent on."""
    pictures = charts(linked, lines)
    given = {
        "facts": facts,
        "bands": bands(linked),
        "styles": mark_safe("\n".join(map(_style, STYLES))),  # noqa: S308
        "pictures": [chart.html(csv=_csv_inside(chart)) for chart in pictures],
        "lines": lines,
    }
    path.write_text(render_to_string("nominals/linking_report.html", given), "utf-8")


def _style(name: str) -> str:
    return resources.files("daybook.web").joinpath("static", name).read_text("utf-8")


def _csv_inside(chart: Chart) -> str:
    """The numbers of a picture inside the address, so that the file needs no server."""
    lines = "".join(csv_lines(chart.head, chart.rows))
    return f"data:text/csv;base64,{b64encode(lines.encode()).decode()}"
