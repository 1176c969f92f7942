"""The person escort record: what those who take somebody to court or prison must know to keep them and others safe."""

from __future__ import annotations

from collections import Counter

from reportlab.platypus import KeepTogether

from daybook.access.caller import Caller
from daybook.custody.brought import brought_lines
from daybook.custody.models import CustodyEntry, CustodyRecord
from daybook.custody.papers.entries import Answer, PrintedEntry, printed
from daybook.custody.papers.front import arrest_answers, person_answers
from daybook.custody.papers.layout import answer_table, entries_table
from daybook.custody.papers.redaction import Reader
from daybook.custody.queries.filter import entries_of
from daybook.custody.state import detention_of
from daybook.records.printing import BODY, heading, print_story, section_heading, text

PARTS = (
    ("The journey", ("person-escort-record", "transfer", "remand")),
    ("Risk", ("risk", "level", "vulnerability", "force-used", "search", "strip-search")),
    ("Health and medication", ("health-professional", "medication-plan", "medication", "hospital")),
    ("Description and needs", ("description", "interpreter")),
    ("Food and rest", ("meal",)),
    ("Property that goes along", ("property", "property-returned")),
    ("Appropriate adult", ("appropriate-adult",)),
    ("Charge", ("charged", "post-charge-bail", "child-accommodation")),
)
LATEST_ONLY = {"level": 1, "meal": 3, "medication": 6}
"""Of these kinds only the last so many are told."""
FACTS = ("Report", "Arrest/summons number", "Arrested", "For")


def escort_record(caller: Caller, record: CustodyRecord, footer: str) -> tuple[bytes, Counter[str]]:
    """The PDF, and how often each rule withheld an answer."""
    title = f"Person escort record {record.number}"
    person = person_answers(caller, record, Reader.ESCORT)
    arrest = [one for one in arrest_answers(record, Reader.ESCORT) if one.label in FACTS]
    bars = _bars(person)
    story = [*heading(title), *section_heading("Person"), answer_table([*person, *arrest])]
    for name, kinds in PARTS:
        entries = _of_kinds(record, kinds)
        bars += sum((_bars(one.answers) for one in entries), Counter[str]())
        shown = entries_table(entries) if entries else text("Nothing recorded.", BODY)
        story += [*section_heading(name), shown]
    story.append(KeepTogether([*section_heading("Handed over"), text(SIGNING, BODY)]))
    return print_story(title, story, marking="OFFICIAL-SENSITIVE", footer=footer), bars


SIGNING = (
    "Given by (name, number, time): ________________________________\n\n"
    "Taken by (name, company, time): ________________________________"
)


def _of_kinds(record: CustodyRecord, kinds: tuple[str, ...]) -> list[PrintedEntry]:
    """The entries in force of these kinds, without what they replaced."""
    rows = [row for row in entries_of(record) if row.kind in kinds]
    rows += _brought(record, kinds)
    last = [one.chain[-1] for one in printed(rows, Reader.ESCORT)]
    found = [one for one in last if not one.withdrawn]
    for kind, most in LATEST_ONLY.items():
        of_kind = [one for one in found if one.kind == kind]
        dropped = {one.id for one in of_kind[:-most]}
        found = [one for one in found if one.id not in dropped]
    return sorted(found, key=lambda one: one.at)


def _brought(record: CustodyRecord, kinds: tuple[str, ...]) -> list[CustodyEntry]:
    """Of the suites that the person came from: what still counts, unless this one has written its own."""
    found = {entry.id for entry in brought_lines(detention_of(record.pk)) if entry.kind in kinds}
    return list(CustodyEntry.objects.filter(pk__in=found).select_related("by"))


def _bars(answers: list[Answer]) -> Counter[str]:
    return Counter(answer.rule.id for answer in answers if answer.rule)
