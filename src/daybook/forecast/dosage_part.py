"""The dosage of a model in sentences, pictures and tables, as a page shows it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from daybook.forecast.dosage import Box, Span, Tally, by_cell, by_step, whole
from daybook.forecast.models import Done, ForecastModel
from daybook.forecast.studies.parts import Drawing, Part, Sheet

HEAD = ("Visited", "Share", "Visits", "Minutes", "Could not go")
SURE = (
    "Minutes are what officers wrote by a tap, and as right as that. A visit counts when it was written, a box when its"
    " map begins."
)
CAVEAT = (
    "How much was done, not what it did: a trial tells that, or before and after beside other areas. A box without a"
    " visit may have been passed without a tap, held back by a trial, or more than the patrols could reach."
)


def part_of_dosage(model: ForecastModel, boxes: Sequence[Box], span: Span) -> Part:
    if not boxes:
        return Part("dosage", "Dosage", empty="The model has no box in these days. Choose others.")
    total = whole(boxes, span)
    days = f"{span.first:%-d %B %Y} to {span.last:%-d %B %Y}"
    return Part(
        "dosage",
        "Dosage",
        findings=_findings(total),
        basis=f"{total.visits:,} visits to boxes of model {model.number}, and the boxes of its maps, {days}.",
        sure=SURE,
        caveat=CAVEAT,
        drawings=[_over_time(boxes, span), _deeds_drawn(total)] if total.visits else [],
        sheets=[_steps(boxes, span), _places(boxes, span), _deeds(boxes)],
    )


def _findings(total: Tally) -> list[str]:
    told = [f"Somebody was in {total.entered:,} of {total.boxes:,} boxes ({_share(total)})."]
    if total.visits:
        mean = total.minutes / total.visits
        told.append(f"{total.minutes:,} minutes in {total.visits:,} visits, {mean:.0f} a visit in the mean.")
    if gone := total.done[Done.NOTHING]:
        told.append(f"Of {total.done.total():,} taps {gone:,} said that nobody could go.")
    return told


def _share(tally: Tally) -> str:
    return f"{tally.entered / tally.boxes:.0%}" if tally.boxes else "none"


def _cells(tally: Tally) -> tuple[str, ...]:
    """What stands under the number of boxes and `HEAD`."""
    numbers = (f"{one:,}" for one in (tally.visits, tally.minutes, tally.done[Done.NOTHING]))
    return f"{tally.boxes:,}", f"{tally.entered:,}", _share(tally), *numbers


def _over_time(boxes: Sequence[Box], span: Span) -> Drawing:
    steps, step = by_step(boxes, span), "week" if span.weekly else "day"
    most = max(steps, key=lambda start: steps[start].minutes)
    when = f"the week of {most:%-d %B %Y}" if span.weekly else f"{most:%-d %B %Y}"
    given = {
        "measure": "Minutes",
        "over": [f"{start:%-d %b}" for start in steps],
        "series": {"Minutes": [tally.minutes for tally in steps.values()]},
        "of": step.capitalize(),
    }
    finding = f"Most on {when}: {steps[most].minutes:,} minutes."
    return Drawing("line", "dosage-minutes", f"Minutes in boxes by {step}", finding, given)


def _deeds_drawn(total: Tally) -> Drawing:
    rows = [(Done(code).label, number) for code, number in total.done.most_common()]
    finding = f"Most often: {rows[0][0].lower()} ({rows[0][1]:,} of {total.done.total():,})."
    given = {"measure": "Visits", "rows": rows, "of": "What was done"}
    return Drawing("bars", "dosage-done", "What was done in boxes", finding, given)


def _steps(boxes: Sequence[Box], span: Span) -> Sheet:
    title, step = ("Week by week", "Week of") if span.weekly else ("Day by day", "Day")
    words = "Weeks begin on Monday; the first and the last may not be whole." if span.weekly else ""
    rows = [(str(start), *_cells(tally)) for start, tally in by_step(boxes, span).items()]
    return Sheet("dosage-steps", title, words, (step, "Boxes", *HEAD), rows)


def _places(boxes: Sequence[Box], span: Span) -> Sheet:
    """The place with most minutes first."""
    tallies = by_cell(boxes, span)
    named = {box.cell: ", ".join(box.streets) or "No street known" for box in reversed(boxes)}
    order = sorted(tallies, key=lambda cell: (-tallies[cell].minutes, -tallies[cell].boxes, cell))
    rows = [(named[cell], str(cell), *_cells(tallies[cell])) for cell in order]
    words = "Every cell that was a box, and on how many maps."
    return Sheet("dosage-boxes", "Box by box", words, ("Streets", "Cell", "Maps", *HEAD), rows)


def _deeds(boxes: Sequence[Box]) -> Sheet:
    visits = [visit for box in boxes for visit in box.visits]
    minutes: Counter[str] = Counter()
    for visit in visits:
        minutes[visit.done] += visit.minutes
    often = Counter(visit.done for visit in visits).most_common()
    rows = [(Done(code).label, f"{number:,}", f"{minutes[code]:,}") for code, number in often]
    return Sheet("dosage-deeds", "What was done", "", ("What was done", "Visits", "Minutes"), rows)
