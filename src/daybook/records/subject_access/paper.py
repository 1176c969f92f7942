"""The bundle as PDF: one look with every printed copy; what is withheld is a black bar with what stands instead."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable, Paragraph, Spacer, Table, TableStyle

from daybook.records.in_words import when
from daybook.records.printing import (
    BODY,
    LABEL,
    LABEL_WIDTH,
    LINE,
    WIDTH,
    Section,
    heading,
    marked,
    print_story,
    section_heading,
    story_of,
    text,
)
from daybook.records.subject_access.bundle import Bundle, GivenFact, GivenItem, Withheld, Words

DRAFT = "DRAFT, NOT REVIEWED: NOT TO LEAVE THE FORCE"


def bundle_pdf(bundle: Bundle) -> bytes:
    """The same bytes for the same bundle."""
    title = f"Your data{f': request {bundle.request.number}' if bundle.request else ''}"
    story = [*heading(title), *story_of([_front(bundle)])]
    for section in bundle.sections:
        story += section_heading(section.title)
        for item in section.items:
            story += _item(item)
    why = [
        (f"{one.rule or 'Decided'}, {one.times} times", f"{one.reason}\n{one.ground}")
        for one in bundle.withheld
    ]
    story += story_of([Section("What is withheld, and why", why or [("Nothing", "Nothing is withheld.")])])
    marking = "OFFICIAL-SENSITIVE" if bundle.status == "released" else DRAFT
    return print_story(title, story, marking=marking, footer=f"Made {when(bundle.made_at)}")


def _front(bundle: Bundle) -> Section:
    asked = bundle.request
    first = [("Request", asked.number), ("Received", when(asked.received_on))] if asked else []
    return Section("About this copy", [*first, *((one.label, one.words) for one in bundle.information)])


def _item(item: GivenItem) -> Iterator[Flowable]:
    yield text(item.title, LABEL)
    if item.withheld:
        yield Paragraph(_bar(_why(item.withheld)), BODY)
    elif item.facts:
        yield _table(item.facts)
    yield Spacer(1, 8)


def _table(facts: list[GivenFact]) -> Table:
    rows = [[text(fact.label, BODY), Paragraph("".join(map(_markup, fact.words)), BODY)] for fact in facts]
    table = Table(rows, colWidths=[LABEL_WIDTH, WIDTH - LABEL_WIDTH], splitInRow=1, hAlign="LEFT")
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


def _markup(words: Words) -> str:
    if words.withheld is None:
        return marked(words.text)
    return _bar(f"{words.text} ({words.withheld.rule})" if words.withheld.rule else _why(words.withheld))


def _why(withheld: Withheld) -> str:
    return f"Withheld: {withheld.reason}. {withheld.ground}"


def _bar(words: str) -> str:
    return f'<font backColor="black" color="white">&nbsp;{marked(words)}&nbsp;</font>'
