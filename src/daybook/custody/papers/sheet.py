"""One page of A4 for one detainee, to work on paper with when the server is down.

What everybody at the suite must know stands above; below are ruled lines for what is done meanwhile, each to be
written into Daybook afterwards with the time on the paper. It always fits one page: lists are cut, letters shrink.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepInFrame, PageBreak, Paragraph, Spacer, Table, TableStyle

from daybook.custody.clocks import Due
from daybook.custody.detention import Detention
from daybook.custody.history import Entered
from daybook.custody.models import CustodyRecord
from daybook.custody.papers.layout import PALE, SMALL, plain_table
from daybook.custody.shown import Shown, level_words, shown_record
from daybook.custody.state import detentions
from daybook.custody.watch import LONG_CLOCKS, watched
from daybook.records.printing import BODY, BOLD, LABEL, LINE, MARGIN, WIDTH, marked, print_story, text
from daybook.records.reports.values import LONDON

HOURS = 12
MOST_DUES, MOST_VISITS, MOST_DOSES = 12, 4, 6
ROW, LEAST_ROWS = 8.5 * mm, 7
HEIGHT = A4[1] - 2 * MARGIN - 12
NAME = ParagraphStyle("name", fontName=BOLD, fontSize=16, leading=19)
WARNING = ParagraphStyle("warning", parent=LABEL, fontSize=10, leading=13)


def sheets(records: Sequence[CustodyRecord], now: datetime, footer: str) -> bytes:
    """The PDF: one page for each record, in the order given."""
    known = detentions([record.pk for record in records])
    story: list[Flowable] = []
    for record in records:
        story += [Sheet(record, known[record.pk], now), PageBreak()]
    title = f"Custody sheet {records[0].number}" if len(records) == 1 else "Custody sheets"
    story = story[:-1] or [text("Nobody is in custody here.", BODY)]
    return print_story(title, story, marking="OFFICIAL-SENSITIVE", footer=footer)


class Sheet(Flowable):
    """One page: what is known, then as many ruled lines as there is room for."""

    def __init__(self, record: CustodyRecord, detention: Detention, now: datetime) -> None:
        super().__init__()
        self.known = list(_top(record, detention, now))

    def wrap(self, *available: float) -> tuple[float, float]:
        return WIDTH, HEIGHT

    def draw(self) -> None:
        top = KeepInFrame(WIDTH, HEIGHT - LEAST_ROWS * ROW, self.known, mode="shrink")
        _, used = top.wrapOn(self.canv, WIDTH, HEIGHT)
        top.drawOn(self.canv, 0, HEIGHT - used)
        lines = _ruled(int((HEIGHT - used) // ROW))
        _, room = lines.wrapOn(self.canv, WIDTH, HEIGHT)
        lines.drawOn(self.canv, 0, HEIGHT - used - room)


def _top(record: CustodyRecord, detention: Detention, now: datetime) -> Iterable[Flowable]:
    shown = shown_record(record, detention)
    yield _head(record, detention, shown)
    yield from _warnings(shown)
    yield _band(f"The clocks, and what is due by {_clock(now + timedelta(hours=HOURS))}")
    yield _dues(detention, now)
    yield _band("Last visits and medication")
    yield plain_table([[_visits(detention), _doses(detention)]], [WIDTH / 2, WIDTH / 2])
    yield _band("Written by hand: enter each line in Daybook afterwards, with the time written here")


def _head(record: CustodyRecord, detention: Detention, shown: Shown) -> Flowable:
    cell = f"Cell {detention.cell}" if detention.cell else "No cell"
    facts = "; ".join(f"{name}: {words}" for name, words in shown.facts if name not in {"Cell", "Record"})
    born = record.person.date_of_birth
    who = f"Born {born:%d/%m/%Y}. " if born else "Birth date not known. "
    left = [text(shown.name, NAME), text(who + facts, BODY)]
    right = [text(cell, NAME), text(record.number, LABEL), text(shown.status, BODY)]
    return plain_table([[left, right]], [WIDTH * 0.7, WIDTH * 0.3])


def _warnings(shown: Shown) -> Iterable[Flowable]:
    said = [*shown.warnings, *shown.marks]
    if said:
        table = Table([[text("; ".join(said), WARNING)]], colWidths=[WIDTH], hAlign="LEFT")
        table.setStyle(TableStyle([("BOX", (0, 0), (-1, -1), 1.5, "black")]))
        yield from (Spacer(1, 2 * mm), table)


def _band(words: str) -> Flowable:
    return Table([[text(words, LABEL)]], colWidths=[WIDTH], style=[("BACKGROUND", (0, 0), (-1, -1), PALE)])


def _dues(detention: Detention, now: datetime) -> Flowable:
    """The two clocks, and what else is due in time; as it stood when this was printed."""
    soon = [
        due
        for due in detention.clocks.dues
        if due.what in LONG_CLOCKS or due.at <= now + timedelta(hours=HOURS)
    ][:MOST_DUES]
    rows: list[list[Any]] = [[text(word, SMALL) for word in ("By", "What", "Who may act", "Done at, by")]]
    rows += [_due(due, now) for due in soon] or [[text("-", BODY), text("Nothing", BODY), "", ""]]
    return plain_table(rows, [28 * mm, 50 * mm, 58 * mm, WIDTH - 136 * mm])


def _due(due: Due, now: datetime) -> list[Flowable | str]:
    one = watched(due, now)
    what = f"{one.title} ({due.rule})"
    stopped = " clock stopped" if due.paused_since else ""
    late = " OVERDUE" if one.state == "overdue" else ""
    return [text(_clock(due.at) + late + stopped, LABEL), text(what, BODY), text(due.who, SMALL), ""]


def _visits(detention: Detention) -> list[Flowable]:
    level = level_words(detention) or "Observation level not set"
    visits = [text(_visit(one), BODY) for one in reversed(detention.all("visit")[-MOST_VISITS:])]
    return [text(level, LABEL), *(visits or [text("No visit yet.", BODY)])]


def _visit(entry: Entered) -> str:
    said = entry.details or {}
    words = "roused" if said.get("roused") else "asleep" if said.get("asleep") else "seen"
    seen = str(said.get("seen", ""))
    return f"{_clock(entry.at)} {words}{f': {seen[:70]}' if seen else ''}"


def _doses(detention: Detention) -> list[Flowable]:
    """The plans of the health professional, and the doses given."""
    plans = [_plan(one) for one in detention.known("medication-plan")[-MOST_DOSES:]]
    given = [_dose(one) for one in detention.known("medication")[-MOST_DOSES:]]
    return [*plans, *given] or [text("No medication planned or given.", BODY)]


def _plan(entry: Entered) -> Paragraph:
    said = entry.details or {}
    times = ", ".join(_clock(datetime.fromisoformat(str(one))) for one in said.get("due", []))
    drug = marked(f"{said.get('drug', '')} {said.get('dose', '')}".strip())
    return Paragraph(f'<font name="{BOLD}">{drug}</font> due {marked(times) or "as needed"}', BODY)


def _dose(entry: Entered) -> Paragraph:
    said = entry.details or {}
    done = "given" if said.get("given") else "not given"
    return text(f"{_clock(entry.at)} {said.get('drug', '')} {done}", BODY)


def _ruled(rows: int) -> Table:
    heads = [text(word, SMALL) for word in ("Date, time", "What was done, seen and said", "Name and number")]
    empty = [["", "", ""] for _ in range(max(rows, LEAST_ROWS) - 1)]
    table = Table(
        [heads, *empty], colWidths=[26 * mm, WIDTH - 66 * mm, 40 * mm], rowHeights=ROW, hAlign="LEFT"
    )
    table.setStyle(TableStyle([("GRID", (0, 0), (-1, -1), 0.5, LINE)]))
    return table


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%a %H:%M}"
