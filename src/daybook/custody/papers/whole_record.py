"""The whole custody record, or a copy of it: who, why, and every entry in the order it happened."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reportlab.platypus import Flowable

from daybook.access.caller import Caller
from daybook.custody.models import CustodyRecord
from daybook.custody.papers.entries import Answer, PrintedEntry, printed
from daybook.custody.papers.front import arrest_answers, custody_answers, person_answers
from daybook.custody.papers.layout import answer_table, clock, entries_table
from daybook.custody.papers.redaction import Lifted, Reader, Withholding
from daybook.custody.queries.filter import entries_of
from daybook.records.printing import BODY, Section, heading, print_story, section_heading, story_of, text

TITLES = {
    Reader.WHOLE: "Custody record",
    Reader.SOLICITOR: "Custody record: copy for the solicitor or appropriate adult",
    Reader.DETAINEE: "Custody record: copy for the person it is about",
}


def whole_record(
    caller: Caller, record: CustodyRecord, reader: Reader, footer: str, lifted: Lifted = frozenset()
) -> tuple[bytes, Counter[str]]:
    """The PDF, and how often each rule withheld an answer."""
    entries = printed(entries_of(record), reader, lifted)
    fronts = {
        "Person": person_answers(caller, record, reader),
        "Arrest": arrest_answers(record, reader),
        "Custody": custody_answers(record),
    }
    bars = _bars([*fronts.values(), *(one.answers for entry in entries for one in entry.chain)])
    title = f"{TITLES[reader]} {record.number}"
    story = heading(title)
    for name, answers in fronts.items():
        story += [*section_heading(name), answer_table(answers)]
    story += [*section_heading("Entries, in the order they happened"), *_entries(entries)]
    story += story_of(_closing(entries, bars, reader))
    marking = "OFFICIAL-SENSITIVE"
    return print_story(title, story, marking=marking, footer=footer), Counter(rule.id for rule in bars)


def _entries(entries: Sequence[PrintedEntry]) -> list[Flowable]:
    return [entries_table(entries)] if entries else [text("Nothing is written yet.", BODY)]


def _bars(answers: Sequence[Sequence[Answer]]) -> list[Withholding]:
    return [answer.rule for held in answers for answer in held if answer.rule]


def _closing(entries: Sequence[PrintedEntry], bars: Sequence[Withholding], reader: Reader) -> list[Section]:
    """What is withheld and why, then how many entries there were."""
    counted = Counter(bars_id.id for bars_id in bars)
    rules = {rule.id: rule for rule in bars}
    told = [
        (f"{key}, {counted[key]} times" if counted[key] > 1 else key, f"{rule.reason}\n{rule.source}")
        for key, rule in sorted(rules.items())
    ]
    chains = [one for entry in entries for one in entry.chain]
    last = max((one.entered_at for one in chains), default=None)
    ends = f"{len(chains)} entries, the last written {clock(last)}." if last else "No entries."
    withheld = [Section("What is withheld, and why", told)] if reader is not Reader.WHOLE and told else []
    return [*withheld, Section("End of the record", lines=[ends])]
