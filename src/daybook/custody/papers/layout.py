"""How entries look on paper: when on the left, what on the right; black bars; corrections side by side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table, TableStyle

from daybook.custody.papers.entries import Answer, PrintedEntry
from daybook.records.printing import BODY, BOLD, LABEL, LABEL_WIDTH, LINE, WIDTH, marked, text
from daybook.records.reports.values import LONDON

WHEN_WIDTH = 26 * mm
SMALL = ParagraphStyle("small", parent=BODY, fontSize=7.5, leading=10)
PALE = colors.Color(0.94, 0.95, 0.96)
OUT_OF_FORCE = ParagraphStyle("out-of-force", parent=BODY, textColor=colors.Color(0.28, 0.29, 0.29))


def entries_table(entries: Sequence[PrintedEntry]) -> Flowable:
    """The entries one below the other; an entry may run over the page."""
    rows = [[_when(entry.at), _what(entry)] for entry in entries]
    return plain_table(rows, [WHEN_WIDTH, WIDTH - WHEN_WIDTH])


def plain_table(rows: list[list[Any]], widths: list[float]) -> Table:
    """Rows with a thin line below each; a row may run over the page."""
    table = Table(rows, colWidths=widths, splitInRow=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ]
        )
    )
    return table


def answer_table(answers: Sequence[Answer]) -> Flowable:
    """Facts with their labels, black bars among them."""
    rows = [[text(answer.label, LABEL), answer_words(answer)] for answer in answers]
    return plain_table(rows, [LABEL_WIDTH, WIDTH - LABEL_WIDTH])


def answer_words(answer: Answer) -> Paragraph:
    if answer.rule is None:
        return text(answer.words, BODY)
    return Paragraph(black_bar(f"{answer.rule.reason} ({answer.rule.id})"), BODY)


def _when(moment: datetime) -> list[Paragraph]:
    local = moment.astimezone(LONDON)
    return [text(f"{local:%H:%M}", LABEL), text(f"{local:%-d %b %Y}", SMALL)]


def _what(entry: PrintedEntry) -> list[Flowable]:
    if entry.correction is None:
        return [text(entry.title, LABEL), *_told(entry, BODY)]
    return [text(entry.title, LABEL), _side_by_side(entry.chain)]


def _side_by_side(chain: Sequence[PrintedEntry]) -> Table:
    """What was first written, and what stands in its place now; with several corrections, each below the other."""
    first, *later = chain
    heads = [text("First written, no longer counts", SMALL), text("Corrected", SMALL)]
    right: list[Flowable] = []
    for one in later:
        counts = one is chain[-1]
        right += _told(one, BODY if counts else OUT_OF_FORCE)
    width = (WIDTH - WHEN_WIDTH - 12) / 2
    table = Table([heads, [_told(first, OUT_OF_FORCE), right]], colWidths=[width, width], splitInRow=1)
    box = ("GRID", (0, 0), (-1, -1), 0.4, LINE)
    top = ("VALIGN", (0, 0), (-1, -1), "TOP")
    table.setStyle(TableStyle([box, top, ("BACKGROUND", (0, 0), (-1, 0), PALE)]))
    return table


def _told(entry: PrintedEntry, style: ParagraphStyle) -> list[Flowable]:
    said: list[Flowable] = [answer_line(answer, style) for answer in entry.answers]
    if entry.withdrawn:
        said.append(text("Withdrawn: nothing stands in its place.", style))
    if entry.why:
        said.append(text(f"Why it was corrected: {entry.why}", style))
    if entry.override:
        said.append(text(f"A rule was set aside in an emergency: {entry.override}", style))
    said += [text(f"Reason given: {note}", style) for note in entry.notes]
    return [*said, text(signature(entry), SMALL)]


def answer_line(answer: Answer, style: ParagraphStyle = BODY) -> Paragraph:
    label = f'<font name="{BOLD}">{marked(answer.label.rstrip(":?"))}:</font> '
    if answer.rule is None:
        return Paragraph(label + marked(answer.words), style)
    return Paragraph(label + black_bar(f"{answer.rule.reason} ({answer.rule.id})"), style)


def black_bar(reason: str) -> str:
    """Markup of a black bar that carries its reason; what it covers is nowhere in the file."""
    return f'<font backColor="black" color="white">&nbsp;&nbsp;Withheld: {marked(reason)}&nbsp;&nbsp;</font>'


def signature(entry: PrintedEntry) -> str:
    """Who wrote it, and when, where that was not at once."""
    written = f"Signed {entry.signed}, entered {clock(entry.entered_at)}"
    if entry.noted_at:
        written += f", noted on paper or offline {clock(entry.noted_at)}"
    return written


def clock(moment: datetime) -> str:
    return f"{moment.astimezone(LONDON):%-d %b %Y, %H:%M}"
