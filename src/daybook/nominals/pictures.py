"""The pictures of this room: the waterfall of a pair, and the paths that hold a person together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from daybook.nominals.evidence import Evidence
from daybook.nominals.queries.explanation import Tie
from daybook.nominals.queries.sides import Identity, Side
from daybook.web.charts import Caption, Chart, waterfall
from daybook.web.charts.marks import Mark, box, stroke, text
from daybook.web.charts.waterfall import signed

ROW, BOX, STEP = 66, 26, 5
"""Of one record: its whole room and its box in pixels; per cent by which it stands right of the one before."""
DEEPEST = 8


def pair_chart(evidence: Evidence) -> Chart:
    """The weights of a pair, one bar a field, in bits."""
    steps = [(f"{step.field}: {step.words}", step.bits) for step in evidence.steps]
    return waterfall(Caption("weights", "Evidence", finding(evidence)), "Bits", steps, "Evidence", "Together")


def finding(evidence: Evidence) -> str:
    """One sentence: what the weights say."""
    if evidence.rule:
        return f"A hard rule stands against it: {evidence.rule}."
    return f"Together {signed(evidence.bits)} bits: {likelihood(evidence.bits)}."


def likelihood(bits: float) -> str:
    """Bits as odds in words."""
    if abs(bits) < 1:
        return "one person is about as likely as two"
    odds = f"{2 ** min(abs(bits), 40):,.0f}"
    return (
        f"one person is {odds} times as likely as two"
        if bits > 0
        else f"two people are {odds} times as likely"
    )


def path_chart(ties: Sequence[Tie], sides: Mapping[Identity, Side]) -> Chart:
    """The records of a person, each below the one it is tied to, with what ties it."""
    caption = Caption(
        "why", "Path of evidence", f"{len(ties)} records are held together by {len(ties) - 1} decisions."
    )
    marks, rows, place = list[Mark](), [], dict[Identity, int]()
    for row, tie in enumerate(ties):
        place[tie.record] = row
        marks += _record(row, tie, sides, place)
        before = sides[tie.before].title if tie.before in sides and tie.before else ""
        bits = round(tie.decision.bits, 1) if tie.decision and tie.decision.bits is not None else None
        rows.append(
            (sides[tie.record].title, bits, f"{tie_words(tie)} ({before})" if before else "where it begins")
        )
    return Chart(caption, ("Record", "Bits", "Tied by"), rows, marks, len(ties) * ROW)


def tie_words(tie: Tie) -> str:
    """Who tied it and what weighs most."""
    if tie.decision is None:
        return "tied through a record that you may not see" if tie.depth == 0 else ""
    judged = f"judged by {tie.who}" if tie.decision.by else "linked by Daybook"
    said = tie.decision.reason or tie.strongest
    return f"{judged}: {said}" if said else judged


def _record(row: int, tie: Tie, sides: Mapping[Identity, Side], place: Mapping[Identity, int]) -> list[Mark]:
    left, top = STEP * min(tie.depth, DEEPEST), row * ROW
    side = sides[tie.record]
    marks = [
        box(left, top + ROW - BOX - 8, 1.2, BOX, "series-3" if side.url else "series-2"),
        text(left + 2, top + ROW - BOX + 9, f"{side.name} · {side.title}", "text number"),
    ]
    if tie.decision is not None and tie.before is not None:
        start = STEP * min(tie.depth - 1, DEEPEST) + 0.6
        middle = top + ROW - BOX + 5
        marks = [
            stroke(start, place[tie.before] * ROW + ROW - 8, start, middle, "axis"),
            stroke(start, middle, left, middle, "axis"),
            text(left + 2, top + ROW - BOX - 14, f"{signed(tie.decision.bits or 0)} bits", "text quiet"),
            *marks,
        ]
    return marks
