"""Printed copies as PDF: one look for every record, the same bytes for the same content.

The text is real text in DejaVu Sans, so that every name prints; the file carries its title and language, and a
bookmark for each section.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from html import escape
from importlib.resources import files
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Image, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

PLAIN, BOLD = "DejaVuSans", "DejaVuSans-Bold"
MARGIN = 18 * mm
LABEL_WIDTH = 52 * mm
LINE = colors.Color(0.69, 0.71, 0.71)
WIDTH = A4[0] - 2 * MARGIN - 12
"""Of a line of text, in points: the page without its margins and the 6 points that its frame keeps free."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the copy: pairs of label and words, then lines of text. Line breaks in words are kept."""

    title: str
    facts: Sequence[tuple[str, str]] = field(default_factory=tuple)
    lines: Sequence[str] = field(default_factory=tuple)
    picture: bytes = b""
    """A PNG that stands under them, such as a signature."""


def print_report(title: str, sections: Sequence[Section], *, marking: str, footer: str) -> bytes:
    """The PDF. `marking` stands at the head of every page (such as OFFICIAL-SENSITIVE), `footer` at its foot."""
    return print_story(title, heading(title) + story_of(sections), marking=marking, footer=footer)


def print_story(title: str, story: list[Flowable], *, marking: str, footer: str) -> bytes:
    """The PDF of a story that a room made of these parts and its own."""
    _fonts()
    made = BytesIO()
    document = SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=title,
        author="Daybook",
        lang="en-GB",
        invariant=1,
        initialFontName=PLAIN,
    )
    edges = _Edges(marking, footer)
    document.build(story, onFirstPage=edges, onLaterPages=edges)
    return made.getvalue()


class _Bookmark(Flowable):
    """Takes no room; puts the section into the reader's table of contents."""

    def __init__(self, title: str, key: str, level: int) -> None:
        super().__init__()
        self.title, self.key, self.level = title, key, level

    def wrap(self, *available: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        self.canv.bookmarkPage(self.key)
        self.canv.addOutlineEntry(self.title, self.key, self.level)


@dataclass(frozen=True, slots=True)
class _Edges:
    """What stands at the head and foot of every page."""

    marking: str
    footer: str

    def __call__(self, canvas: Any, document: Any) -> None:
        canvas.saveState()
        canvas.setFont(BOLD, 8)
        canvas.drawCentredString(A4[0] / 2, A4[1] - 11 * mm, self.marking)
        canvas.setFont(PLAIN, 7.5)
        canvas.drawString(MARGIN, 10 * mm, self.footer)
        canvas.drawRightString(A4[0] - MARGIN, 10 * mm, f"Page {document.page}")
        canvas.restoreState()


def heading(title: str) -> list[Flowable]:
    return [_Bookmark(title, "title", 0), text(title, TITLE)]


def story_of(sections: Sequence[Section]) -> list[Flowable]:
    """The sections one below the other, each with its bookmark."""
    story: list[Flowable] = []
    for section in sections:
        story += section_heading(section.title)
        if section.facts:
            story.append(fact_table(section.facts))
        story += [text(line, BODY) for line in section.lines]
        if section.picture:
            story.append(
                Image(BytesIO(section.picture), 90 * mm, 27 * mm, hAlign="LEFT", kind="proportional")
            )
        if not section.facts and not section.lines:
            story.append(text("Nothing recorded.", BODY))
        story.append(Spacer(1, 3 * mm))
    return story


def section_heading(title: str) -> list[Flowable]:
    return [_Bookmark(title, f"section-{title}", 1), text(title, HEADING)]


def fact_table(facts: Sequence[tuple[str, str]]) -> Table:
    rows = [[text(label, LABEL), text(words, BODY)] for label, words in facts]
    table = Table(rows, colWidths=[LABEL_WIDTH, WIDTH - LABEL_WIDTH], splitInRow=1, hAlign="LEFT")
    line = ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE)
    table.setStyle(
        TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0), line])
    )
    return table


def text(words: str, style: ParagraphStyle) -> Paragraph:
    """Plain words as a paragraph: nothing in them is taken for markup, line breaks are kept."""
    _fonts()
    return Paragraph(marked(words), style)


def marked(words: str) -> str:
    """Plain words for a paragraph that has markup of its own around them."""
    return escape(words).replace("\n", "<br/>")


@cache
def _fonts() -> None:
    for name in (PLAIN, BOLD):
        source = files("daybook.web").joinpath(f"fonts/{name}.ttf")
        pdfmetrics.registerFont(TTFont(name, BytesIO(source.read_bytes())))
    pdfmetrics.registerFontFamily(PLAIN, normal=PLAIN, bold=BOLD, italic=PLAIN, boldItalic=BOLD)


BODY = ParagraphStyle("body", fontName=PLAIN, fontSize=9, leading=12.5)
LABEL = ParagraphStyle("label", parent=BODY, fontName=BOLD)
HEADING = ParagraphStyle("heading", fontName=BOLD, fontSize=12, leading=16, spaceBefore=8, spaceAfter=4)
TITLE = ParagraphStyle("title", fontName=BOLD, fontSize=17, leading=22, spaceAfter=6)
